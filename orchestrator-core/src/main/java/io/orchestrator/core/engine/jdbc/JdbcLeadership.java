package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.engine.Leadership;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lead as an advisory lock of a connection of its own: PostgreSQL gives it free the moment the leader's process or
 * connection dies. Used by the engine loop's thread alone.
 */
public final class JdbcLeadership implements Leadership, AutoCloseable {

    /** Any number that nothing else in the database locks. */
    private static final long LOCK = 0x6f72636865737472L;

    private static final int SECONDS_TO_ANSWER = 5;
    private static final Logger log = LoggerFactory.getLogger(JdbcLeadership.class);

    private final Connections connections;
    private @Nullable Connection connection;

    /** Opens a connection that no pool takes back. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    public JdbcLeadership(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean holds() {
        try {
            if (connection != null && connection.isValid(SECONDS_TO_ANSWER)) {
                return true;
            }
            close();
            return take();
        } catch (SQLException e) {
            log.debug("the lead cannot be asked for: {}", e.getMessage());
            close();
            return false;
        }
    }

    private boolean take() throws SQLException {
        Connection fresh = connections.open();
        boolean locked = false;
        try (PreparedStatement ask = fresh.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            ask.setLong(1, LOCK);
            try (ResultSet answer = ask.executeQuery()) {
                locked = answer.next() && answer.getBoolean(1);
            }
        } finally {
            if (!locked) {
                fresh.close();
            }
        }
        connection = locked ? fresh : null;
        return locked;
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                log.debug("the leader's connection was broken already: {}", e.getMessage());
            }
        }
    }
}
