package io.orchestrator.web.pages;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.web.Fakes;
import io.orchestrator.web.TestKeys;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server's {@link Fakes}, and the database of {@link PagesFixture}. */
@TestConfiguration(proxyBeanMethods = false)
@Import(Fakes.class)
class PagesServer {

    @Bean
    ApplicationRunner fixture(
            JdbcClient database, LogStore logs, Clock clock, Connections connections, Variables variables) {
        return arguments -> {
            PagesFixture.fill(database, logs, clock);
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
