package io.orchestrator.web;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.jdbc.JdbcBundleStore;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What a server gets from the engine, hand-written. */
@TestConfiguration(proxyBeanMethods = false)
public class Fakes {

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
}
