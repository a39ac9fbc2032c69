package io.orchestrator.web;

import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.security.TestProvider;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** The server's {@link Fakes}, a database of its own, and a client. */
@TestConfiguration(proxyBeanMethods = false)
@Import(Fakes.class)
public class ServerTestConfiguration {

    public static final String ADMIN_PASSWORD = "correct horse battery";
    public static final String WORKER_TOKEN = "a-token-for-workers-in-tests";

    /** Logs in when a test first wants it: the server has a port by then. */
    @Bean
    @Lazy
    ApiClient client(@LocalServerPort int port) throws IOException, InterruptedException {
        return ApiClient.admin(port);
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
