package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.DatasetVersion.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table hold, as plain values for {@link io.orchestrator.sdk.Staging#meta}. Numbers and times are read twice:
 * for figures, then for a histogram between the smallest and the largest of them.
 */
public final class Profile {

    private static final int BINS = 20;
    private static final int TOP = 20;
    private static final int MOST_COUNTED = 1000;
    /** Of a text that is shown. */
    private static final int LONGEST = 100;

    private static final List<Double> QUANTILES = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

    private final DuckDb duckDb;
    private final String relation;

    private Profile(DuckDb duckDb, String relation) {
        this.duckDb = duckDb;
        this.relation = relation;
    }

    /**
     * Reads a table.
     *
     * @param relation a table or view, as SQL writes it, or a query in brackets
     * @return {@code rows}, and {@code columns}: by name {@code type}, {@code count} (no nulls), {@code nulls}, {@code distinct}
     *     (estimated, within some percent), {@code min}, {@code max}; of numbers also {@code mean}, {@code stddev},
     *     {@code quantiles} (estimated); of numbers and times {@code histogram} (20 bins: {@code edges}, of times in seconds since
     *     1970, and {@code counts}); of others {@code top} (the 20 most frequent values, with their counts unless there are very many)
     */
    public static Map<String, Object> of(DuckDb duckDb, String relation) throws SQLException {
        return new Profile(duckDb, relation).read();
    }

    private Map<String, Object> read() throws SQLException {
        List<Column> columns = duckDb.columns(relation);
        List<String> figures = new ArrayList<>(List.of("count(*)"));
        columns.forEach(column -> figures.addAll(figures(column)));
        List<@Nullable Object> found = duckDb.row("SELECT " + String.join(", ", figures) + " FROM " + relation);
        Map<String, Map<String, @Nullable Object>> profiles = new LinkedHashMap<>();
        Map<String, Range> ranges = new LinkedHashMap<>();
        long rows = whole(found.getFirst());
        int at = 1;
        for (Column column : columns) {
            int width = figures(column).size();
            List<@Nullable Object> own = found.subList(at, at + width);
            profiles.put(column.name(), profile(column, rows, own));
            if (isMeasured(column)) {
                ranges.put(column.name(), new Range(real(own.get(4)), real(own.get(5))));
            }
            at += width;
        }
        distributions(columns, profiles, ranges);
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("rows", rows);
        profile.put("columns", profiles);
        return profile;
    }

    private static List<String> figures(Column column) {
        String name = Sql.name(column.name());
        List<String> figures = new ArrayList<>(List.of("count(" + name + ")"));
        if (isPlain(column)) {
            figures.addAll(List.of("approx_count_distinct(" + name + ")", "min(" + name + ")", "max(" + name + ")"));
        }
        if (isMeasured(column)) {
            figures.addAll(List.of("min(" + measure(column) + ")", "max(" + measure(column) + ")"));
        }
        if (isNumber(column)) {
            figures.addAll(List.of(
                    "avg(" + measure(column) + ")",
                    "stddev_samp(" + measure(column) + ")",
                    "approx_quantile(" + measure(column) + ", " + QUANTILES + ")"));
        }
        return figures;
    }

    /** A number for each value. Infinite ones and NaN would make the others' figures useless. */
    private static String measure(Column column) {
        String name = Sql.name(column.name());
        if (!isNumber(column)) {
            return "CASE WHEN isfinite(" + name + ") THEN epoch(" + name + ") END";
        }
        return "CASE WHEN isfinite(" + name + "::DOUBLE) THEN " + name + "::DOUBLE END";
    }

    private static Map<String, @Nullable Object> profile(Column column, long rows, List<@Nullable Object> found) {
        Map<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put("type", column.type());
        profile.put("count", found.getFirst());
        profile.put("nulls", rows - whole(found.getFirst()));
        if (isPlain(column)) {
            profile.put("distinct", found.get(1));
            profile.put("min", shortened(found.get(2)));
            profile.put("max", shortened(found.get(3)));
        }
        if (isNumber(column)) {
            profile.put("mean", found.get(6));
            profile.put("stddev", found.get(7));
            Map<String, @Nullable Object> quantiles = new LinkedHashMap<>();
            for (int i = 0; i < QUANTILES.size(); i++) {
                quantiles.put(
                        QUANTILES.get(i).toString(), found.get(8) instanceof List<?> values ? values.get(i) : null);
            }
            profile.put("quantiles", quantiles);
        }
        return profile;
    }

    private void distributions(
            List<Column> columns, Map<String, Map<String, @Nullable Object>> profiles, Map<String, Range> ranges)
            throws SQLException {
        List<Column> asked = columns.stream().filter(Profile::isPlain).toList();
        List<String> aggregates = new ArrayList<>();
        for (Column column : asked) {
            Range range = ranges.get(column.name());
            aggregates.add(range == null ? top(column, of(profiles, column)) : bins(column, range));
        }
        if (asked.isEmpty()) {
            return;
        }
        List<@Nullable Object> found = duckDb.row("SELECT " + String.join(", ", aggregates) + " FROM " + relation);
        for (int i = 0; i < asked.size(); i++) {
            Map<String, @Nullable Object> profile = of(profiles, asked.get(i));
            Range range = ranges.get(asked.get(i).name());
            if (range == null) {
                profile.put("top", top(found.get(i)));
            } else {
                profile.put("histogram", histogram(range, profile, found.get(i)));
            }
        }
    }

    /** From the smallest to the largest value; NaN: there is none. */
    private record Range(double low, double high) {

        double width() {
            return (high - low) / BINS;
        }

        boolean isWide() {
            return width() > 0 && Double.isFinite(width());
        }
    }

    private static Map<String, @Nullable Object> of(
            Map<String, Map<String, @Nullable Object>> profiles, Column column) {
        return profiles.getOrDefault(column.name(), Map.of());
    }

    /** How many values fall into each bin, by its number; the largest value belongs to the last one. */
    private static String bins(Column column, Range range) {
        return range.isWide()
                ? "histogram(least(%d, floor((%s - %s) / %s))::INTEGER)"
                        .formatted(BINS - 1, measure(column), Sql.literal(range.low()), Sql.literal(range.width()))
                : "count(*)";
    }

    private static Map<String, Object> histogram(
            Range range, Map<String, @Nullable Object> profile, @Nullable Object found) {
        List<Double> edges = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        if (found instanceof Map<?, ?> bins) {
            for (int i = 0; i < BINS; i++) {
                edges.add(range.low() + range.width() * i);
                counts.add(whole(bins.get(String.valueOf(i))));
            }
            edges.add(range.high());
        } else if (range.low() == range.high()) {
            edges.addAll(List.of(range.low(), range.high()));
            counts.add(whole(profile.get("count")));
        }
        Map<String, Object> histogram = new LinkedHashMap<>();
        histogram.put("edges", edges);
        histogram.put("counts", counts);
        return histogram;
    }

    /** Of few values each is counted; of many only those that are surely frequent are found, by estimation. */
    private static String top(Column column, Map<String, @Nullable Object> profile) {
        String value = Sql.name(column.name()) + "::VARCHAR";
        return whole(profile.get("distinct")) <= MOST_COUNTED
                ? "histogram(" + value + ")"
                : "approx_top_k(" + value + ", " + TOP + ")";
    }

    private static List<Map<String, @Nullable Object>> top(@Nullable Object found) {
        List<Map<String, @Nullable Object>> top = new ArrayList<>();
        switch (found) {
            case Map<?, ?> counts ->
                counts.entrySet().stream()
                        .sorted((a, b) -> Long.compare(whole(b.getValue()), whole(a.getValue())))
                        .limit(TOP)
                        .forEach(entry -> top.add(value(entry.getKey(), entry.getValue())));
            case List<?> values -> values.forEach(value -> top.add(value(value, null)));
            case null, default -> {}
        }
        return top;
    }

    private static Map<String, @Nullable Object> value(@Nullable Object value, @Nullable Object count) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("value", shortened(value));
        one.put("count", count);
        return one;
    }

    private static @Nullable Object shortened(@Nullable Object value) {
        return value instanceof String text && text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : value;
    }

    private static boolean isNumber(Column column) {
        return column.type().matches("U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*");
    }

    private static boolean isMeasured(Column column) {
        return isNumber(column) || column.type().matches("DATE|TIMESTAMP.*");
    }

    /** Lists, structs and bytes are only counted. */
    private static boolean isPlain(Column column) {
        return isNumber(column) || column.type().matches("VARCHAR|BOOLEAN|DATE|TIME|TIMESTAMP.*|UUID|ENUM.*");
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static double real(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
