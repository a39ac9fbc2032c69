package io.orchestrator.integration.duckdb.drift;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.DatasetVersion.Column;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares windows of data with a reference, feature by feature, in SQL. Numbers and times are compared by Kolmogorov-Smirnov, exactly,
 * and by PSI over tenths of the reference; texts and booleans by chi-square and PSI over their values.
 */
public final class Drift {

    private final DuckDb duckDb;
    private final String title;
    private final String reference;
    private final Map<String, Column> columns;

    private Drift(DuckDb duckDb, String title, String reference, Map<String, Column> columns) {
        this.duckDb = duckDb;
        this.title = title;
        this.reference = reference;
        this.columns = columns;
    }

    /**
     * From what the distance is measured.
     *
     * @param title what people call it, such as a dataset and its version
     * @param relation a table or view, as SQL writes it, or a query in brackets
     */
    public static Drift from(DuckDb duckDb, String title, String relation) throws SQLException {
        Map<String, Column> columns =
                duckDb.columns(relation).stream().collect(Collectors.toMap(Column::name, Function.identity()));
        return new Drift(duckDb, title, relation, columns);
    }

    /**
     * Measures a window.
     *
     * @param window what it is called
     * @param until when it ends
     * @param relation a table or view, as SQL writes it, or a query in brackets
     * @param features columns that both have
     * @throws IllegalArgumentException if the reference has no such column, or one that cannot be compared
     */
    public List<DriftStatistic> of(String window, Instant until, String relation, List<String> features)
            throws SQLException {
        List<DriftStatistic> statistics = new ArrayList<>();
        for (String feature : features) {
            statistics.add(of(window, until, relation, feature));
        }
        return statistics;
    }

    private DriftStatistic of(String window, Instant until, String relation, String feature) throws SQLException {
        Column column = columns.get(feature);
        if (column == null) {
            throw new IllegalArgumentException("the reference " + title + " has no column '" + feature + "'; it has "
                    + columns.keySet().stream().sorted().toList());
        }
        Samples samples = new Samples(duckDb, feature, value(column), reference, relation);
        long rows = samples.rows(reference);
        long windowRows = samples.rows(relation);
        long count = samples.count(reference);
        long windowCount = samples.count(relation);
        boolean comparable = count > 0 && windowCount > 0;
        NumberDistance numbers = comparable && isNumber(column) ? NumberDistance.of(samples, count, windowCount) : null;
        CategoryDistance categories = comparable && !isNumber(column) ? CategoryDistance.of(samples) : null;
        return new DriftStatistic(
                feature,
                window,
                until,
                title,
                count,
                windowCount,
                rows,
                windowRows,
                numbers == null ? null : Double.valueOf(numbers.ks()),
                numbers == null ? null : Double.valueOf(Significance.ofKs(numbers.ks(), count, windowCount)),
                numbers != null
                        ? Double.valueOf(numbers.psi())
                        : categories != null ? Double.valueOf(categories.psi()) : null,
                categories == null ? null : Double.valueOf(categories.chiSquare()),
                categories == null ? null : Long.valueOf(categories.degrees()),
                categories == null
                        ? null
                        : Double.valueOf(Significance.ofChiSquare(categories.chiSquare(), categories.degrees())),
                categories == null ? null : Double.valueOf(categories.cramersV()));
    }

    private static boolean isTime(Column column) {
        return column.type().matches("DATE|TIMESTAMP.*");
    }

    private static boolean isNumber(Column column) {
        return isTime(column) || column.type().matches("U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*");
    }

    /** What is compared of a value; null: it is missing. */
    private String value(Column column) {
        String name = Sql.name(column.name());
        if (isTime(column)) {
            return "CASE WHEN isfinite(" + name + ") THEN epoch_us(" + name + ") END";
        }
        if (column.type().equals("FLOAT") || column.type().equals("DOUBLE")) {
            return "CASE WHEN isfinite(" + name + ") THEN " + name + " END";
        }
        if (isNumber(column)) {
            return name;
        }
        if (column.type().matches("VARCHAR|BOOLEAN|UUID|ENUM.*")) {
            return name + "::VARCHAR";
        }
        throw new IllegalArgumentException("column '" + column.name() + "' of " + title + " is a " + column.type()
                + ", of which no drift can be told; take numbers, times, texts or booleans");
    }
}
