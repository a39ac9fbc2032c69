package io.orchestrator.integration.duckdb.gx;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** What is expected of one figure of a column. */
final class AggregateExpectations {

    private AggregateExpectations() {}

    static void addTo(Catalog catalog) {
        add(catalog, "min", "min(%s)");
        add(catalog, "max", "max(%s)");
        addNumber(catalog, "mean", "avg(%s)");
        addNumber(catalog, "median", "median(%s)");
        addNumber(catalog, "stdev", "stddev_samp(%s)");
        addNumber(catalog, "sum", "sum(%s)");
        add(catalog, "unique_value_count", "count(DISTINCT %s)");
        catalog.add(
                "expect_column_proportion_of_unique_values_to_be_between",
                Bounds.kwargs("column"),
                (kwargs, format) -> proportion(kwargs.text("column"), Bounds.of(kwargs)));
        catalog.add(
                "expect_column_quantile_values_to_be_between",
                Set.of("column", "quantile_ranges", "allow_relative_error"),
                (kwargs, format) -> new QuantileCheck(kwargs));
        catalog.add(
                "expect_column_kl_divergence_to_be_less_than",
                Set.of(
                        "column",
                        "partition_object",
                        "threshold",
                        "bucketize_data",
                        "tail_weight_holdout",
                        "internal_weight_holdout"),
                (kwargs, format) -> new KlCheck(kwargs));
    }

    private static void add(Catalog catalog, String figure, String function) {
        add(catalog, figure, (batch, column) -> function.formatted(Batch.name(column)));
    }

    /** Of numbers; true counts as 1, false as 0. */
    private static void addNumber(Catalog catalog, String figure, String function) {
        add(catalog, figure, (batch, column) -> {
            String cast = batch.family(column) == TypeFamily.FLAG ? "::TINYINT" : "";
            return function.formatted(Batch.name(column) + cast);
        });
    }

    private static void add(Catalog catalog, String figure, BiFunction<Batch, String, String> function) {
        catalog.add("expect_column_" + figure + "_to_be_between", Bounds.kwargs("column"), (kwargs, format) -> {
            String column = kwargs.text("column");
            return new AggregateCheck(
                    List.of(column), batch -> function.apply(batch, column) + batch.filter(), Bounds.of(kwargs));
        });
    }

    /** Of all values that are no nulls; 0 if there are none. */
    private static Check proportion(String column, Bounds bounds) {
        return new AggregateCheck(
                List.of(column),
                batch -> "coalesce(count(DISTINCT %s)%s / nullif(count(%s)%s, 0), 0)"
                        .formatted(Batch.name(column), batch.filter(), Batch.name(column), batch.filter()),
                bounds);
    }
}
