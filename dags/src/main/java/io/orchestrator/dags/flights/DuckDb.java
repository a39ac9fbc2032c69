package io.orchestrator.dags.flights;

import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A DuckDB in memory, with limits: its defaults take most of a machine. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;
    private final Statement statement;

    private DuckDb(Connection connection, Statement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /**
     * @param spill a folder for what does not fit into memory
     */
    static DuckDb open(Path spill) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        DuckDb duckDb = new DuckDb(connection, connection.createStatement());
        duckDb.run("SET threads = 2");
        duckDb.run("SET memory_limit = '256MB'");
        duckDb.run("SET temp_directory = " + text(spill.resolve("spill").toString()));
        duckDb.run("SET preserve_insertion_order = true");
        return duckDb;
    }

    /** The same for a task: when its attempt is cancelled, so is the running statement. */
    static DuckDb open(TaskContext context, AttemptFolder folder) throws SQLException {
        DuckDb duckDb = open(folder.path());
        context.onCancel(() -> duckDb.cancel(context));
        return duckDb;
    }

    void run(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Reads all rows of a query. */
    void read(String sql, RowReader reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    long count(String sql) throws SQLException {
        return (long) number(sql);
    }

    double number(String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    /** A text, or the path of a file, as SQL writes it. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Writes a query's rows into a Parquet file. */
    void write(String query, Path file) throws SQLException {
        run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(query, text(file.toString())));
    }

    private void cancel(TaskContext context) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            context.log().log(Level.WARNING, "The running statement could not be cancelled", e);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connection.close();
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
