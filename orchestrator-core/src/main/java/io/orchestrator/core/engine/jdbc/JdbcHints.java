package io.orchestrator.core.engine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other servers hint at, on a connection of its own. A hint that is lost costs time only: every server looks by
 * itself every few seconds.
 */
public final class JdbcHints implements AutoCloseable {

    static final String CHANNEL = "orchestrator_hint";

    private static final Logger log = LoggerFactory.getLogger(JdbcHints.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration LISTEN = Duration.ofSeconds(10);

    private final Connections connections;
    private final Runnable hinted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("hints").unstarted(this::listen);
    private volatile boolean broken;

    /** Opens a connection to the database. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** @param hinted called on this object's own thread; returns soon */
    public JdbcHints(Connections connections, Runnable hinted) {
        this.connections = connections;
        this.hinted = hinted;
    }

    public void start() {
        thread.start();
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

    private void listen() {
        try {
            while (closed.getCount() > 0) {
                try (Connection connection = connections.open()) {
                    hear(connection);
                } catch (SQLException e) {
                    if (!broken) {
                        log.warn("hints of other servers cannot be heard just now: {}", e.getMessage());
                    }
                    broken = true;
                }
                closed.await(NEXT_TRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        broken = false;
        hinted.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (closed.getCount() > 0) {
            if (postgres.getNotifications((int) LISTEN.toMillis()).length > 0) {
                hinted.run();
            } else if (!connection.isValid((int) LISTEN.toSeconds())) {
                throw new SQLException("the connection is dead");
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
