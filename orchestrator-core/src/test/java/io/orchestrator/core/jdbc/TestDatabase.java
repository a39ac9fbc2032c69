package io.orchestrator.core.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.postgres.EmbeddedPostgres;
import io.orchestrator.postgres.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A database of its own with the migrated schema, on the one server of the tests. */
public record TestDatabase(String url, String user, String password) {

    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Copied from a template that was migrated once: much faster than migrating each. */
    public static TestDatabase fresh() {
        String name = "core_" + NAMES.incrementAndGet();
        Template.SERVER.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return in(SharedPostgres.server(), name);
    }

    private static TestDatabase in(EmbeddedPostgres server, String name) {
        return new TestDatabase(server.jdbcUrl(name), server.user(), server.password());
    }

    private static final class Template {
        /** The database to give orders from; by now the template is there. */
        static final TestDatabase SERVER = migrate();

        private static TestDatabase migrate() {
            EmbeddedPostgres server = SharedPostgres.server();
            server.createDatabase(TEMPLATE);
            TestDatabase template = in(server, TEMPLATE);
            Flyway.configure()
                    .dataSource(template.url(), template.user(), template.password())
                    .load()
                    .migrate();
            return in(server, "postgres");
        }
    }

    public HikariDataSource engineDataSource() {
        return StoreDataSources.engine(url, user, password);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The first column of all rows. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
