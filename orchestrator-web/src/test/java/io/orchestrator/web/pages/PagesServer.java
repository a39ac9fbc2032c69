package io.orchestrator.web.pages;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.jdbc.JdbcBundleStore;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.TestKeys;
import javax.sql.DataSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the pages get from the engine, hand-written; and the database of {@link PagesFixture}. */
@TestConfiguration(proxyBeanMethods = false)
class PagesServer {

    @Bean
    FakeEngine engine() {
        return new FakeEngine();
    }

    @Bean
    BundleStore bundles(DataSource database) {
        return new JdbcBundleStore(database);
    }

    @Bean
    FakeLogStore logs() {
        return new FakeLogStore();
    }

    @Bean
    ApplicationRunner fixture(JdbcClient database, LogStore logs, Connections connections, Variables variables) {
        return arguments -> {
            PagesFixture.fill(database, logs);
            SampleSecrets.fill(connections, variables);
            SampleNotices.fill(database);
        };
    }

    static final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var database = SharedPostgres.freshDatabase();
            TestPropertyValues.of(
                            "spring.datasource.url=" + database.url(),
                            "spring.datasource.username=" + database.user(),
                            "spring.datasource.password=" + database.password(),
                            "orchestrator.secrets.key-file=" + TestKeys.file(),
                            "orchestrator.admin-password=" + PagesFixture.PASSWORD)
                    .applyTo(context);
        }
    }
}
