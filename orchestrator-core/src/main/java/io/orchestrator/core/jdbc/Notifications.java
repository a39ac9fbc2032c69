package io.orchestrator.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is said on a channel of PostgreSQL, on a connection of its own. When that breaks it opens another one; what is
 * said in between is missed.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration LISTEN = Duration.ofSeconds(10);

    private final Connections connections;
    private final String channel;
    private final Runnable connected;
    private final Consumer<String> heard;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("notifications").unstarted(this::listen);
    private volatile boolean broken;

    /** Opens a connection to the database. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * @param connected called whenever a connection begins to listen: something may have been missed before
     * @param heard called with each payload; like the other on this object's own thread, and returns soon
     */
    public Notifications(Connections connections, String channel, Runnable connected, Consumer<String> heard) {
        this.connections = connections;
        this.channel = channel;
        this.connected = connected;
        this.heard = heard;
    }

    public void start() {
        thread.start();
    }

    private void listen() {
        try {
            while (closed.getCount() > 0) {
                try (Connection connection = connections.open()) {
                    hear(connection);
                } catch (SQLException e) {
                    if (!broken) {
                        log.warn("nothing is heard on {} just now: {}", channel, e.getMessage());
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
            statement.execute("LISTEN " + channel);
        }
        broken = false;
        connected.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (closed.getCount() > 0) {
            PGNotification[] said = postgres.getNotifications((int) LISTEN.toMillis());
            for (PGNotification each : said) {
                heard.accept(each.getParameter());
            }
            if (said.length == 0 && !connection.isValid((int) LISTEN.toSeconds())) {
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
