package io.orchestrator.web;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.jdbc.JdbcBundleStore;
import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.web.security.TestProvider;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What the server gets from the engine, hand-written; and a database of its own. */
@TestConfiguration(proxyBeanMethods = false)
public class ServerTestConfiguration {

    public static final String ADMIN_PASSWORD = "correct horse battery";
    public static final String WORKER_TOKEN = "a-token-for-workers-in-tests";

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

    static final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var database = SharedPostgres.freshDatabase();
            TestPropertyValues.of(
                            "spring.datasource.url=" + database.url(),
                            "spring.datasource.username=" + database.user(),
                            "spring.datasource.password=" + database.password(),
                            "orchestrator.admin-password=" + ADMIN_PASSWORD,
                            "orchestrator.worker-token=" + WORKER_TOKEN,
                            "orchestrator.secrets.key-file=" + TestKeys.file(),
                            "orchestrator.oidc.issuer=" + TestProvider.ONE.issuer(),
                            "orchestrator.oidc.label=Test Id",
                            "orchestrator.oidc.roles.operator=oncall",
                            "orchestrator.oidc.roles.admin=platform",
                            "orchestrator.worker.ping=200ms")
                    .applyTo(context);
        }
    }
}
