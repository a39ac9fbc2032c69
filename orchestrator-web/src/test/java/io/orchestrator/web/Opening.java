package io.orchestrator.web;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** What each test of the server begins with: an engine that was asked nothing yet, no logs, and two DAGs with runs. */
final class Opening implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        var server = SpringExtension.getApplicationContext(test);
        server.getBean(FakeLogStore.class).reset();
        Fixture.opening(server.getBean(FakeEngine.class), server.getBean(JdbcClient.class));
    }
}
