package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The code of a task that is one query over versions of datasets. Each version is a view with the name of its dataset; the rows become
 * the next version of the dataset that the task writes, with the query and the lineage of its columns in its meta ({@code sql},
 * {@code lineage}). A task takes it as a method reference that says how many datasets it reads: {@code query::one}.
 */
public final class SqlTask {

    private final String sql;
    private final List<String> names;
    private final DuckDb.Limits limits;
    private final boolean profiled;

    private SqlTask(String sql, List<String> names, DuckDb.Limits limits, boolean profiled) {
        this.sql = sql;
        this.names = names;
        this.limits = limits;
        this.profiled = profiled;
    }

    /**
     * A query.
     *
     * @param sql one SELECT. For the same bytes each time it orders its rows, {@code ORDER BY ALL}, and runs with one thread
     */
    public static SqlTask of(String sql) {
        return new SqlTask(sql.strip().replaceAll(";$", ""), List.of(), DuckDb.Limits.USUAL, false);
    }

    /** A query that lies beside a class in its jar, or at its root with a / before the name. */
    public static SqlTask resource(Class<?> beside, String name) {
        return of(Resources.text(beside, name));
    }

    /** The same, where the versions are called so, in the order in which the task is given them. */
    public SqlTask names(String... inOrder) {
        return new SqlTask(sql, List.of(inOrder), limits, profiled);
    }

    /** The same, with other limits for memory and threads. */
    public SqlTask limits(DuckDb.Limits some) {
        return new SqlTask(sql, names, some, profiled);
    }

    /** The same, which also says in the version's meta what its columns hold, as {@link Profile} does; that reads them twice more. */
    public SqlTask profiled() {
        return new SqlTask(sql, names, limits, true);
    }

    /** Reads one dataset; returns how many rows it wrote. */
    public long one(TaskContext context, Staging output, DatasetVersion input) throws SQLException {
        return all(context, output, List.of(input));
    }

    /** Reads two datasets. */
    public long two(TaskContext context, Staging output, DatasetVersion first, DatasetVersion second)
            throws SQLException {
        return all(context, output, List.of(first, second));
    }

    /** Reads three datasets. */
    public long three(
            TaskContext context, Staging output, DatasetVersion first, DatasetVersion second, DatasetVersion third)
            throws SQLException {
        return all(context, output, List.of(first, second, third));
    }

    /** Reads any number of datasets. */
    public long all(TaskContext context, Staging output, List<DatasetVersion> inputs) throws SQLException {
        if (!names.isEmpty() && names.size() != inputs.size()) {
            throw new IllegalArgumentException("the query has " + names.size() + " names " + names + " for "
                    + inputs.size() + " versions; give as many");
        }
        try (DuckDb duckDb = DuckDb.open(context, limits)) {
            Map<String, String> datasets = new LinkedHashMap<>();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                DatasetVersion input = inputs.get(i);
                String name = names.isEmpty() ? input.dataset() : names.get(i);
                duckDb.view(name, input);
                datasets.put(name, input.dataset());
                read.add(input.dataset() + " " + input.number());
            }
            long rows = duckDb.copyTo(output, sql);
            Lineage lineage = LineageReader.of(duckDb, sql, datasets);
            output.meta("sql", sql);
            output.meta("lineage", lineage.toMap());
            if (profiled) {
                output.meta("profile", Profile.of(duckDb, Sql.parquet(List.of(output.file(DuckDb.FILE)))));
            }
            context.log().log(
                    Level.INFO,
                    "Wrote {0} rows of dataset {1} out of {2}",
                    rows,
                    output.dataset().name(),
                    read);
            lineage.unresolved().forEach(gap -> context.log().log(Level.WARNING, "Lineage: " + gap));
            return rows;
        }
    }

    /** Where the columns of a query come from, over versions that a session reads by the names of their datasets. */
    public static Lineage lineage(DuckDb duckDb, String query, List<DatasetVersion> inputs) throws SQLException {
        Map<String, String> datasets = new LinkedHashMap<>();
        inputs.forEach(input -> datasets.put(input.dataset(), input.dataset()));
        return LineageReader.of(duckDb, query, datasets);
    }
}
