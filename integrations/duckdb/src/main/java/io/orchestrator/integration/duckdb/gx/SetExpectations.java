package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.duckdb.gx.Check.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is expected of the values that a column has, each taken once. */
final class SetExpectations {

    /** More of them in a result would help nobody. */
    private static final int MOST_SHOWN = 1000;

    private SetExpectations() {}

    /** Compares what is there with what is expected. */
    @FunctionalInterface
    private interface Comparison {
        boolean fits(Set<Object> observed, Set<Object> expected);
    }

    static void addTo(Catalog catalog) {
        add(catalog, "be_in_set", (observed, expected) -> expected.isEmpty() || expected.containsAll(observed));
        add(catalog, "contain_set", (observed, expected) -> observed.containsAll(expected));
        add(catalog, "equal_set", (observed, expected) -> observed.equals(expected));
        catalog.add(
                "expect_column_most_common_value_to_be_in_set",
                Set.of("column", "value_set", "ties_okay"),
                (kwargs, format) -> new MostCommon(
                        kwargs.text("column"), kwargs.list("value_set"), kwargs.flag("ties_okay", false)));
    }

    private static void add(Catalog catalog, String name, Comparison comparison) {
        catalog.add(
                "expect_column_distinct_values_to_" + name,
                Set.of("column", "value_set"),
                (kwargs, format) -> new Distinct(kwargs.text("column"), kwargs.list("value_set"), comparison));
    }

    /** The set as the column's values are read, so that a time may be written in any way that the database reads. */
    private static Set<Object> keys(Batch batch, String column, List<@Nullable Object> set) throws SQLException {
        Set<Object> keys = new HashSet<>();
        for (Object value : set) {
            boolean isTime = batch.family(column) == TypeFamily.TIME && value instanceof String;
            String cast = "SELECT TRY_CAST(%s AS %s)".formatted(Sql.literal(value), batch.type(column));
            Object read = isTime ? batch.duckDb().row(cast).getFirst() : value;
            keys.add(Numbers.key(read == null ? value : read));
        }
        return keys;
    }

    private record Distinct(String column, List<@Nullable Object> set, Comparison comparison) implements Check {

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of();
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
            Set<Object> keys = new HashSet<>();
            List<@Nullable Object> shown = new ArrayList<>();
            List<Map<String, @Nullable Object>> counts = new ArrayList<>();
            ValueCounts.read(batch, column, (value, times) -> {
                keys.add(Numbers.key(value));
                if (shown.size() < MOST_SHOWN) {
                    shown.add(value);
                    Map<String, @Nullable Object> count = new LinkedHashMap<>();
                    count.put("value", value);
                    count.put("count", times);
                    counts.add(count);
                }
            });
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("value_counts", counts);
            if (keys.size() > shown.size()) {
                details.put("values_cut_at", shown.size());
            }
            return Finding.observed(comparison.fits(keys, keys(batch, column, set)), shown, details);
        }
    }

    private record MostCommon(String column, List<@Nullable Object> set, boolean tiesOkay) implements Check {

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of();
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
            List<@Nullable Object> most = new ArrayList<>();
            long[] times = {0};
            ValueCounts.read(batch, column, (value, count) -> {
                if (count > times[0]) {
                    most.clear();
                    times[0] = count;
                }
                if (count == times[0]) {
                    most.add(value);
                }
            });
            Set<Object> expected = keys(batch, column, set);
            long known = most.stream()
                    .filter(value -> expected.contains(Numbers.key(value)))
                    .count();
            boolean success = tiesOkay ? known > 0 : most.size() == 1 && known == 1;
            return Finding.observed(success, most.subList(0, Math.min(MOST_SHOWN, most.size())));
        }
    }
}
