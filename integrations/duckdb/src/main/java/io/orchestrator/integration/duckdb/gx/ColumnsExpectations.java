package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.duckdb.gx.RowCheck.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is expected of several columns of a row together. */
final class ColumnsExpectations {

    private ColumnsExpectations() {}

    static void addTo(Catalog catalog) {
        catalog.add(
                "expect_column_pair_values_to_be_equal",
                pairKwargs(),
                (kwargs, format) -> pair(kwargs, format, "%1$s = %2$s"));
        catalog.add(
                "expect_column_pair_values_a_to_be_greater_than_b",
                pairKwargs("or_equal"),
                (kwargs, format) -> pair(
                        kwargs,
                        format,
                        kwargs.flag("or_equal", false)
                                ? "%1$s >= %2$s OR (%1$s IS NULL AND %2$s IS NULL)"
                                : "%1$s > %2$s"));
        catalog.add(
                "expect_compound_columns_to_be_unique",
                listKwargs(),
                (kwargs, format) -> new UniqueCheck(kwargs, format, rule(kwargs, columns -> "true")));
        catalog.add(
                "expect_select_column_values_to_be_unique_within_record",
                listKwargs(),
                (kwargs, format) -> new RowCheck(kwargs, format, rule(kwargs, ColumnsExpectations::allDiffer)));
        catalog.add("expect_multicolumn_sum_to_equal", listKwargs("sum_total"), (kwargs, format) -> {
            String total = Sql.literal(kwargs.number("sum_total"));
            return new RowCheck(kwargs, format, rule(kwargs, columns -> quoted(columns, " + ") + " = " + total));
        });
    }

    private static Set<String> pairKwargs(String... more) {
        return kwargs(List.of("column_A", "column_B"), more);
    }

    private static Set<String> listKwargs(String... more) {
        return kwargs(List.of("column_list"), more);
    }

    private static Set<String> kwargs(List<String> columns, String... more) {
        Set<String> all = new TreeSet<>(columns);
        all.addAll(List.of("mostly", "ignore_row_if"));
        all.addAll(List.of(more));
        return all;
    }

    private static Check pair(Kwargs kwargs, ResultFormat format, String expected) {
        List<String> columns = List.of(kwargs.text("column_A"), kwargs.text("column_B"));
        String ignore = kwargs.oneOf(
                "ignore_row_if",
                "both_values_are_missing",
                "both_values_are_missing",
                "either_value_is_missing",
                "neither");
        String holds = expected.formatted(Batch.name(columns.get(0)), Batch.name(columns.get(1)));
        return new RowCheck(
                kwargs, format, new Rule(columns, considered(columns, ignore), batch -> holds, true, false));
    }

    private static Rule rule(Kwargs kwargs, Function<List<String>, String> expected) {
        List<String> columns = kwargs.names("column_list");
        if (columns.size() < 2) {
            throw kwargs.fault("has column_list = " + columns + "; expected at least two columns");
        }
        String ignore = kwargs.oneOf(
                "ignore_row_if", "all_values_are_missing", "all_values_are_missing", "any_value_is_missing", "never");
        String holds = expected.apply(columns);
        return new Rule(columns, considered(columns, ignore), batch -> holds, true, true);
    }

    /** Which rows are not ignored. */
    private static String considered(List<String> columns, String ignoreIf) {
        return switch (ignoreIf) {
            case "both_values_are_missing", "all_values_are_missing" -> "(" + present(columns, " OR ") + ")";
            case "either_value_is_missing", "any_value_is_missing" -> "(" + present(columns, " AND ") + ")";
            default -> "true";
        };
    }

    private static String present(List<String> columns, String operator) {
        return columns.stream()
                .map(column -> Batch.name(column) + " IS NOT NULL")
                .collect(Collectors.joining(operator));
    }

    private static String quoted(List<String> columns, String operator) {
        return columns.stream().map(Batch::name).collect(Collectors.joining(operator));
    }

    /** Two nulls are the same. */
    private static String allDiffer(List<String> columns) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (String other : columns.subList(i + 1, columns.size())) {
                pairs.add(Batch.name(columns.get(i)) + " IS DISTINCT FROM " + Batch.name(other));
            }
        }
        return String.join(" AND ", pairs);
    }
}
