package io.orchestrator.bench.cluster;

import io.orchestrator.postgres.EmbeddedPostgres;
import io.orchestrator.postgres.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** The PostgreSQL of a cluster: fully durable, it can crash and come back on the same data. */
public final class Database implements AutoCloseable {

    private static final String NAME = "orchestrator";
    private static final String PATIENCE = "?connectTimeout=5&loginTimeout=10&socketTimeout=120";

    private final Settings settings;
    private volatile EmbeddedPostgres server;

    private Database(Settings settings, EmbeddedPostgres server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * @param port 0 for any free one
     * @param options PostgreSQL's own settings
     */
    static Database start(Path folder, int port, Map<String, String> options) {
        Settings settings = Settings.in(folder).withPort(port);
        for (Map.Entry<String, String> option : options.entrySet()) {
            settings = settings.with(option.getKey(), option.getValue());
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(settings);
        server.createDatabase(NAME);
        return new Database(settings.withPort(server.port()), server);
    }

    public int port() {
        return server.port();
    }

    /** For JDBC, straight to the database, without user and password. */
    public String url() {
        return server.jdbcUrl(NAME);
    }

    /** For JDBC through somebody who stands in between. */
    String url(String host, int port) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, NAME);
    }

    /** The superuser. */
    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A new connection, straight to the database; an answer may take two minutes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + PATIENCE, user(), password());
    }

    /** An immediate stop: every process of it ends at once and nothing is written down any more. */
    public void crash() {
        Signals.send("QUIT", server.process().pid());
        server.onExit().join();
        // Gives the lock on the data back, or the next start would be refused.
        server.close();
    }

    /** Starts it again after a {@link #crash}, on the same port; returns when it accepts connections. */
    public void restart() {
        server = EmbeddedPostgres.start(settings);
    }

    @Override
    public void close() {
        server.close();
    }
}
