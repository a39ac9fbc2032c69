package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.gx.Check.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is expected of a table as a whole: its rows and its columns. */
final class TableExpectations {

    private TableExpectations() {}

    static void addTo(Catalog catalog) {
        catalog.add(
                "expect_table_row_count_to_be_between", Bounds.kwargs(), (kwargs, format) -> rows(Bounds.of(kwargs)));
        catalog.add("expect_table_row_count_to_equal", Set.of("value"), (kwargs, format) -> rows(exactly(kwargs)));
        catalog.add(
                "expect_table_row_count_to_equal_other_table",
                Set.of("other_table_name"),
                (kwargs, format) -> new OtherTable(kwargs.text("other_table_name")));
        catalog.add(
                "expect_table_column_count_to_be_between",
                Bounds.kwargs(),
                (kwargs, format) -> columnCount(Bounds.of(kwargs)));
        catalog.add(
                "expect_table_column_count_to_equal",
                Set.of("value"),
                (kwargs, format) -> columnCount(exactly(kwargs)));
        catalog.add("expect_table_columns_to_match_set", Set.of("column_set", "exact_match"), TableExpectations::set);
        catalog.add(
                "expect_table_columns_to_match_ordered_list",
                Set.of("column_list"),
                (kwargs, format) -> ordered(kwargs.names("column_list")));
        catalog.add("expect_column_to_exist", Set.of("column", "column_index"), TableExpectations::exists);
        catalog.add(
                "unexpected_rows_expectation",
                Set.of("unexpected_rows_query"),
                (kwargs, format) -> new UnexpectedRows(kwargs.text("unexpected_rows_query")));
    }

    private static Bounds exactly(Kwargs kwargs) {
        double value = kwargs.number("value");
        return new Bounds(value, value, false, false);
    }

    private static Check rows(Bounds bounds) {
        return new AggregateCheck(List.of(), batch -> batch.count(), bounds);
    }

    // ---- what the schema alone tells

    private record OfSchema(Function<List<String>, Finding> judge) implements Check {

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of();
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) {
            return judge.apply(List.copyOf(batch.types().keySet()));
        }
    }

    private static Check columnCount(Bounds bounds) {
        return new OfSchema(columns -> Finding.observed(within(bounds, columns.size()), (long) columns.size()));
    }

    private static boolean within(Bounds bounds, int count) {
        double min = bounds.min() instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
        double max = bounds.max() instanceof Number number ? number.doubleValue() : Double.POSITIVE_INFINITY;
        return (bounds.strictMin() ? count > min : count >= min) && (bounds.strictMax() ? count < max : count <= max);
    }

    private static Check set(Kwargs kwargs, ResultFormat format) {
        Set<String> expected = new TreeSet<>(kwargs.names("column_set"));
        boolean exact = kwargs.flag("exact_match", true);
        return new OfSchema(columns -> {
            Set<String> unexpected = new TreeSet<>(columns);
            unexpected.removeAll(expected);
            Set<String> missing = new TreeSet<>(expected);
            missing.removeAll(columns);
            List<String> observed = columns.stream().sorted().toList();
            if (unexpected.isEmpty() && missing.isEmpty()) {
                return Finding.observed(true, observed);
            }
            Map<String, Object> mismatched = new LinkedHashMap<>();
            if (!unexpected.isEmpty()) {
                mismatched.put("unexpected", List.copyOf(unexpected));
            }
            if (!missing.isEmpty()) {
                mismatched.put("missing", List.copyOf(missing));
            }
            return Finding.observed(!exact && missing.isEmpty(), observed, Map.of("mismatched", mismatched));
        });
    }

    private static Check ordered(List<String> expected) {
        return new OfSchema(columns -> {
            if (columns.equals(expected)) {
                return Finding.observed(true, columns);
            }
            List<Map<String, @Nullable Object>> mismatched = new ArrayList<>();
            for (int i = 0; i < Math.max(columns.size(), expected.size()); i++) {
                String wanted = i < expected.size() ? expected.get(i) : null;
                String found = i < columns.size() ? columns.get(i) : null;
                if (!Objects.equals(wanted, found)) {
                    Map<String, @Nullable Object> mismatch = new LinkedHashMap<>();
                    mismatch.put("Expected Column Position", i);
                    mismatch.put("Expected", wanted);
                    mismatch.put("Found", found);
                    mismatched.add(mismatch);
                }
            }
            return Finding.observed(false, columns, Map.of("mismatched", mismatched));
        });
    }

    private static Check exists(Kwargs kwargs, ResultFormat format) {
        String column = kwargs.text("column");
        if (!kwargs.has("column_index")) {
            return new OfSchema(columns -> Finding.of(columns.contains(column), new LinkedHashMap<>()));
        }
        int index = (int) kwargs.number("column_index");
        return new OfSchema(columns -> {
            // As a list there: a negative position counts from the end.
            int at = index < 0 ? columns.size() + index : index;
            boolean there = at >= 0 && at < columns.size() && columns.get(at).equals(column);
            return Finding.of(there, new LinkedHashMap<>());
        });
    }

    // ---- what needs a query

    private record OtherTable(String name) implements Check {

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of(batch.count());
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
            String other = batch.others().get(name);
            if (other == null) {
                throw new SQLException("there is no table '" + name + "' to compare with; known are "
                        + new TreeSet<>(batch.others().keySet()));
            }
            long rows = Numbers.whole(values.getFirst());
            long others = batch.duckDb().count("SELECT count(*) FROM " + other);
            Map<String, Object> observed = new LinkedHashMap<>();
            observed.put("self", rows);
            observed.put("other", others);
            return Finding.observed(rows == others, observed);
        }
    }

    private record UnexpectedRows(String query) implements Check {

        private static final int MOST = 20;

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of();
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
            String relation = batch.condition() == null ? batch.relation() : "(SELECT * FROM " + batch.rows() + ")";
            String asked = query.strip().replaceAll(";$", "").replace("{batch}", relation);
            long count = batch.duckDb().count("SELECT count(*) FROM (" + asked + "\n)");
            List<Map<String, @Nullable Object>> rows =
                    count == 0 ? List.of() : batch.duckDb().rows("SELECT * FROM (" + asked + "\n) LIMIT " + MOST);
            Finding finding = Finding.observed(count == 0, count, Map.of("unexpected_rows", rows));
            return new Finding(finding.success(), finding.result(), rows);
        }
    }
}
