package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.gx.ResultFormat.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each row: rows that are considered should be as expected, mostly. What cannot be compared, because of a null, is not as
 * expected.
 */
class RowCheck implements Check {

    private static final int MOST_LISTED = 10_000;

    private final Rule rule;
    private final double mostly;
    private final ResultFormat format;

    /**
     * What is expected of a row.
     *
     * @param columns whose values are listed if it is not so
     * @param considered which rows count, as SQL
     * @param expected what holds for those rows, as SQL
     * @param tellsMissing whether rows that do not count are told as missing
     * @param byColumn whether unexpected values are listed as objects with the columns' names
     */
    record Rule(
            List<String> columns,
            String considered,
            Function<Batch, String> expected,
            boolean tellsMissing,
            boolean byColumn) {

        /** Of the values of a column that are no nulls. What is expected has to be null for a null, and for nothing else. */
        static Rule values(String column, Function<Batch, String> expected) {
            return new Rule(List.of(column), Batch.name(column) + " IS NOT NULL", expected, true, false);
        }

        boolean isOfValues() {
            return columns.size() == 1 && tellsMissing;
        }
    }

    RowCheck(Kwargs kwargs, ResultFormat usual, Rule rule) {
        this.rule = rule;
        this.mostly = kwargs.number("mostly", 1);
        if (!(mostly >= 0 && mostly <= 1)) {
            throw kwargs.fault("has mostly = " + kwargs.get("mostly") + "; expected a number from 0 to 1");
        }
        this.format = ResultFormat.of(kwargs, usual);
    }

    @Override
    public final List<String> columns() {
        List<String> columns = new ArrayList<>(rule.columns());
        columns.addAll(format.indexColumns());
        return columns;
    }

    @Override
    public List<String> aggregates(Batch batch) {
        return List.of(batch.count(), considered(batch), batch.count(unexpected(batch)));
    }

    /** How many rows are considered, as an aggregate. */
    final String considered(Batch batch) {
        if (rule.isOfValues()) {
            return batch.countValues(rule.columns().getFirst());
        }
        return rule.considered().equals("true") ? batch.count() : batch.count(rule.considered());
    }

    /** How many rows are not as expected. */
    long unexpectedCount(Batch batch, List<@Nullable Object> values) throws SQLException {
        return Numbers.whole(values.get(2));
    }

    /** A row that counts and is not as expected. */
    String unexpected(Batch batch) {
        String expected = "(" + rule.expected().apply(batch) + ")";
        return rule.isOfValues()
                ? "NOT " + expected
                : expected + " IS NOT TRUE" + (rule.considered().equals("true") ? "" : " AND " + rule.considered());
    }

    /** All rows that are not as expected, as what follows FROM. */
    String unexpectedRows(Batch batch, List<@Nullable Object> values) {
        return batch.rows(unexpected(batch));
    }

    final Rule rule() {
        return rule;
    }

    @Override
    public final Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
        long elements = Numbers.whole(values.get(0));
        long considered = Numbers.whole(values.get(1));
        long unexpected = unexpectedCount(batch, values);
        boolean success = considered == 0 || (double) (considered - unexpected) / considered >= mostly;
        List<Map<String, @Nullable Object>> rows = List.of();
        if (unexpected > 0) {
            int limit = format.level() == Level.COMPLETE ? MOST_LISTED : Math.max(1, format.partial());
            rows = batch.duckDb().rows("SELECT * FROM %s LIMIT %d".formatted(unexpectedRows(batch, values), limit));
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (format.tells(Level.BASIC)) {
            count(result, elements, considered, unexpected, rows);
        }
        if (format.tells(Level.SUMMARY)) {
            summarise(result, rows);
        }
        if (format.tells(Level.COMPLETE)) {
            complete(result, rows, unexpected, batch, values);
        }
        return new Finding(success, result, success ? List.of() : rows.subList(0, Math.min(20, rows.size())));
    }

    private void count(
            Map<String, @Nullable Object> result,
            long elements,
            long considered,
            long unexpected,
            List<Map<String, @Nullable Object>> rows) {
        result.put("element_count", elements);
        result.put("unexpected_count", unexpected);
        result.put("unexpected_percent", percent(unexpected, considered));
        if (!format.withoutValues()) {
            result.put("partial_unexpected_list", partial(listed(rows)));
        }
        if (!format.indexColumns().isEmpty()) {
            result.put("unexpected_index_column_names", format.indexColumns());
        }
        if (rule.tellsMissing()) {
            result.put("missing_count", elements - considered);
            result.put("missing_percent", percent(elements - considered, elements));
            result.put("unexpected_percent_total", percent(unexpected, elements));
            result.put("unexpected_percent_nonmissing", percent(unexpected, considered));
        }
        if (format.withRows()) {
            result.put("unexpected_rows", partial(rows));
        }
    }

    private static @Nullable Double percent(long part, long whole) {
        // In this order, as it is done there: another one differs in the last bit.
        return whole == 0 ? null : (double) part / whole * 100;
    }

    private <T extends @Nullable Object> List<T> partial(List<T> all) {
        return all.subList(0, Math.min(format.partial(), all.size()));
    }

    private void summarise(Map<String, @Nullable Object> result, List<Map<String, @Nullable Object>> rows) {
        if (!format.withoutValues() && format.partial() > 0) {
            result.put("partial_unexpected_counts", partial(counts(listed(rows))));
        }
        if (!format.indexColumns().isEmpty()) {
            result.put("partial_unexpected_index_list", partial(index(rows)));
        }
    }

    /** The most frequent first, of equally frequent ones in the order of their values. */
    private static List<Map<String, @Nullable Object>> counts(List<@Nullable Object> values) {
        Map<@Nullable Object, Integer> times = new LinkedHashMap<>();
        for (Object value : values) {
            times.merge(value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : value, 1, Integer::sum);
        }
        List<Map<String, @Nullable Object>> counts = new ArrayList<>();
        times.entrySet().stream()
                .sorted(Map.Entry.<@Nullable Object, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry::getKey, RowCheck::inOrder))
                .forEach(entry -> {
                    Map<String, @Nullable Object> count = new LinkedHashMap<>();
                    count.put("value", entry.getKey());
                    count.put("count", entry.getValue());
                    counts.add(count);
                });
        return counts;
    }

    private static int inOrder(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number number && other instanceof Number than) {
            return Double.compare(number.doubleValue(), than.doubleValue());
        }
        if (one instanceof List<?> list && other instanceof List<?> than && list.size() == than.size()) {
            int order = 0;
            for (int i = 0; i < list.size() && order == 0; i++) {
                order = inOrder(list.get(i), than.get(i));
            }
            return order;
        }
        return String.valueOf(one).compareTo(String.valueOf(other));
    }

    private void complete(
            Map<String, @Nullable Object> result,
            List<Map<String, @Nullable Object>> rows,
            long unexpected,
            Batch batch,
            List<@Nullable Object> values) {
        if (!format.withoutValues()) {
            result.put("unexpected_list", listed(rows));
        }
        if (!format.indexColumns().isEmpty()) {
            result.put("unexpected_index_list", index(rows));
        }
        if (unexpected > rows.size()) {
            result.put("unexpected_list_cut_at", rows.size());
        }
        result.put("unexpected_index_query", "SELECT * FROM " + unexpectedRows(batch, values));
    }

    private List<@Nullable Object> listed(List<Map<String, @Nullable Object>> rows) {
        List<@Nullable Object> listed = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            if (rule.byColumn()) {
                listed.add(only(row, rule.columns()));
            } else {
                listed.add(rule.columns().size() == 1 ? row.get(rule.columns().getFirst()) : pair(row));
            }
        }
        return listed;
    }

    private List<@Nullable Object> pair(Map<String, @Nullable Object> row) {
        List<@Nullable Object> pair = new ArrayList<>();
        rule.columns().forEach(column -> pair.add(row.get(column)));
        return pair;
    }

    private List<Map<String, @Nullable Object>> index(List<Map<String, @Nullable Object>> rows) {
        return rows.stream().map(row -> only(row, columns())).toList();
    }

    private static Map<String, @Nullable Object> only(Map<String, @Nullable Object> row, List<String> columns) {
        Map<String, @Nullable Object> some = new LinkedHashMap<>();
        columns.forEach(column -> some.put(column, row.get(column)));
        return some;
    }
}
