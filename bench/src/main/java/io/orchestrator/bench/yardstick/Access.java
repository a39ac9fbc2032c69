package io.orchestrator.bench.yardstick;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of a PostgreSQL on this machine.
 *
 * @param user a superuser
 */
public record Access(int port, String database, String user, String password) {

    private static final String SETTINGS = "?connectTimeout=5&loginTimeout=10&socketTimeout=300&prepareThreshold=1";

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s%s".formatted(port, database, SETTINGS);
    }

    /** Every statement on it is prepared from its first use. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /**
     * Another database of the same server, made if it is not there.
     *
     * @param name lower-case letters and digits
     */
    public Access sibling(String name) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement statement = connection.createStatement()) {
            query.setString(1, name);
            if (!query.executeQuery().next()) {
                statement.execute("CREATE DATABASE " + name);
            }
        }
        return new Access(port, name, user, password);
    }
}
