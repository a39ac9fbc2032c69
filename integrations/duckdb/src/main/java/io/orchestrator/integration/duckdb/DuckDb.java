package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.DatasetVersion.Column;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory, with limits: its defaults take most of a machine. Faults of data are told as {@link DataException}, all else
 * as SQLException. Used by one thread; {@link #cancel} may come from any.
 */
public final class DuckDb implements AutoCloseable {

    static final String FILE = "data.parquet";
    private static final int CANCEL_AGAIN_MILLIS = 100;

    private final Connection connection;
    private final Path spill;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private volatile boolean cancelled;
    private volatile @Nullable Statement running;

    private DuckDb(Connection connection, Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /**
     * What a session may take.
     *
     * @param memory beside the JVM's own, as DuckDB writes it: {@code 1GB}; what does not fit goes to a temporary folder
     * @param threads at least 1; with 1 the same query writes the same bytes
     */
    public record Limits(String memory, int threads) {

        /** A gigabyte and two threads. */
        public static final Limits USUAL = new Limits("1GB", 2);

        public Limits {
            if (threads < 1) {
                throw new IllegalArgumentException("threads is " + threads + "; give at least 1");
            }
        }
    }

    /** A session that nobody cancels, with the {@link Limits#USUAL usual} limits. */
    public static DuckDb open() throws SQLException {
        return open(Limits.USUAL);
    }

    /** A session that nobody cancels. */
    public static DuckDb open(Limits limits) throws SQLException {
        Path spill = spill();
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        DuckDb duckDb = new DuckDb(connection, spill);
        try {
            duckDb.run("SET memory_limit = " + Sql.text(limits.memory()));
            duckDb.run("SET threads = " + limits.threads());
            duckDb.run("SET temp_directory = " + Sql.text(spill.toString()));
            duckDb.run("SET TimeZone = 'UTC'");
            return duckDb;
        } catch (SQLException e) {
            duckDb.close();
            throw e;
        }
    }

    /** A session of a task: when its attempt is cancelled, so is the running statement. */
    public static DuckDb open(TaskContext context, Limits limits) throws SQLException {
        DuckDb duckDb = open(limits);
        context.onCancel(duckDb::cancel);
        return duckDb;
    }

    /** A session of a task, with the {@link Limits#USUAL usual} limits. */
    public static DuckDb open(TaskContext context) throws SQLException {
        return open(context, Limits.USUAL);
    }

    private static Path spill() {
        try {
            return Files.createTempDirectory("duckdb-");
        } catch (IOException e) {
            throw new UncheckedIOException("DuckDB has no temporary folder: " + e.getMessage(), e);
        }
    }

    /** Ends the running statement, and refuses all that come. */
    public void cancel() {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It has ended by itself.
            }
            // A statement that is only about to run hears nothing yet.
            CompletableFuture.delayedExecutor(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(this::cancel);
        }
    }

    // ---- views

    /** Lets a version be read under the name of its dataset. */
    public void view(DatasetVersion version) throws SQLException {
        view(version.dataset(), version);
    }

    /**
     * Lets a version be read under a name.
     *
     * @throws DataException if it has no files, or one of them is no whole Parquet file
     */
    public void view(String name, DatasetVersion version) throws SQLException {
        String title = "dataset '" + version.dataset() + "', version " + version.number();
        view(new Source(name, title, version.dataset(), version.paths()));
    }

    /** Lets Parquet files be read under a name. */
    public void view(String name, List<Path> files) throws SQLException {
        view(new Source(name, "'" + name + "'", name, List.copyOf(files)));
    }

    /** Lets what has been staged so far be read under a name. */
    public void view(String name, Staging staged) throws SQLException {
        String dataset = staged.dataset().name();
        view(new Source(name, "what was staged of dataset '" + dataset + "'", dataset, parquetFiles(staged)));
    }

    private static List<Path> parquetFiles(Staging staged) {
        try (Stream<Path> files = Files.walk(staged.folder())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void view(Source source) throws SQLException {
        if (sources.containsKey(source.view())) {
            throw new IllegalArgumentException(
                    "'" + source.view() + "' is used twice for a view; give each version a name");
        }
        if (source.files().isEmpty()) {
            throw new DataException(
                    source.title() + " has no Parquet file; there is nothing to read", source.dataset(), null, null);
        }
        sources.put(source.view(), source);
        run("CREATE VIEW " + Sql.name(source.view()) + " AS SELECT * FROM " + Sql.parquet(source.files()));
    }

    /** The columns of a table, view or query in brackets, in order. */
    public List<Column> columns(String relation) throws SQLException {
        List<Column> columns = new ArrayList<>();
        read(
                "DESCRIBE SELECT * FROM " + relation,
                row -> columns.add(new Column(
                        row.getString("column_name"),
                        row.getString("column_type"),
                        !"NO".equals(row.getString("null")))));
        return columns;
    }

    /**
     * The columns of Parquet files, in order. One may have nulls if a value in it is one, or the files do not say: that is known better
     * than by types.
     */
    public List<Column> columns(List<Path> files) throws SQLException {
        Map<String, Boolean> nulls = new HashMap<>();
        String list = files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        read(
                "SELECT path_in_schema, count(*) > count(stats_null_count) OR sum(stats_null_count) > 0 FROM parquet_metadata("
                        + list + ") GROUP BY ALL",
                row -> nulls.put(row.getString(1), row.getBoolean(2)));
        // Without rows nothing is said of any column, and nothing is null.
        boolean unknown = !nulls.isEmpty();
        return columns(Sql.parquet(files)).stream()
                .map(column -> new Column(column.name(), column.type(), nulls.getOrDefault(column.name(), unknown)))
                .toList();
    }

    // ---- statements

    /**
     * Runs a statement.
     *
     * @return how many rows it wrote; -1: it is not one that writes
     */
    public long run(String sql) throws SQLException {
        long[] written = {-1};
        execute(sql, statement -> {
            if (!statement.execute(sql)) {
                written[0] = statement.getLargeUpdateCount();
            }
        });
        return written[0];
    }

    /** Reads all rows of a query, one by one. */
    public void read(String sql, RowReader reader) throws SQLException {
        execute(sql, statement -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        });
    }

    /** All rows of a query, by column; texts, numbers, booleans, lists and maps. Times are ISO texts. */
    public List<Map<String, @Nullable Object>> rows(String sql) throws SQLException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        read(sql, row -> rows.add(PlainValues.row(row)));
        return rows;
    }

    /** The first row of a query, by position, with values as {@link #rows} has them; empty: there is none. */
    public List<@Nullable Object> row(String sql) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        read(sql, row -> {
            if (rows.isEmpty()) {
                rows.add(PlainValues.values(row));
            }
        });
        return rows.isEmpty() ? List.of() : rows.getFirst();
    }

    /** What a query counts. */
    public long count(String sql) throws SQLException {
        return row(sql).getFirst() instanceof Number number ? number.longValue() : 0;
    }

    private void execute(String sql, Work work) throws SQLException {
        // A statement is of no use after an error, so each gets its own.
        try (Statement statement = connection.createStatement()) {
            running = statement;
            if (cancelled) {
                throw new SQLException("the session was cancelled");
            }
            work.on(statement);
        } catch (SQLException e) {
            if (cancelled) {
                throw new SQLException("the statement was cancelled with its task", e);
            }
            throw new DataFaults(this, sources.values()).explain(sql, e);
        } finally {
            running = null;
        }
    }

    /** For many rows: far quicker than INSERT. */
    public DuckDBConnection connection() throws SQLException {
        return connection.unwrap(DuckDBConnection.class);
    }

    // ---- writing

    /**
     * Writes a query's rows into the staging as {@code data.parquet}, and says of it how many they are, what columns they have, and in
     * which of them there are nulls.
     */
    public long copyTo(Staging staging, String query) throws SQLException {
        return copyTo(staging, FILE, query);
    }

    /**
     * The same into a file of another name. Of several files the rows add up.
     *
     * @return how many rows the file has
     */
    public long copyTo(Staging staging, String file, String query) throws SQLException {
        Path path = staging.file(file);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long rows =
                run("COPY (" + query + "\n) TO " + Sql.text(path.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
        staging.rows(Math.max(0, staging.rows()) + rows);
        staging.columns(together(staging.columns(), columns(List.of(path))));
        return rows;
    }

    /** What is null in one of several files may be null. */
    private static List<Column> together(List<Column> before, List<Column> now) {
        Set<String> nullable =
                before.stream().filter(Column::nullable).map(Column::name).collect(Collectors.toSet());
        return now.stream()
                .map(column ->
                        new Column(column.name(), column.type(), column.nullable() || nullable.contains(column.name())))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        if (!Files.exists(spill)) {
            return;
        }
        try (Stream<Path> files = Files.walk(spill)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work {
        void on(Statement statement) throws SQLException;
    }
}
