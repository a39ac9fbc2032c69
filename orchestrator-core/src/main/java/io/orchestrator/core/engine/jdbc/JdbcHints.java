package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.Notifications;
import io.orchestrator.core.jdbc.Notifications.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other servers hint at, and hints. A hint that is lost costs time only: every server looks by itself every few
 * seconds.
 */
public final class JdbcHints implements AutoCloseable {

    static final String CHANNEL = "orchestrator_hint";

    private static final Logger log = LoggerFactory.getLogger(JdbcHints.class);

    private final Connections connections;
    private final Notifications notifications;

    /** @param hinted called on a thread of its own; returns soon */
    public JdbcHints(Connections connections, Runnable hinted) {
        this.connections = connections;
        this.notifications = new Notifications(connections, CHANNEL, hinted, payload -> hinted.run());
    }

    public void start() {
        notifications.start();
    }

    /** Tells all servers to look now. */
    public void send() {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute(ServerSql.HINT);
        } catch (SQLException e) {
            log.warn("no hint could be given to the other servers: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        notifications.close();
    }
}
