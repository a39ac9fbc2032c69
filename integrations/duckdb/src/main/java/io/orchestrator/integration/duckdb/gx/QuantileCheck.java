package io.orchestrator.integration.duckdb.gx;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles should lie in ranges. They are values that are there ({@code percentile_disc}), as on Great Expectations' SQL engines;
 * where {@code allow_relative_error} names an interpolation of pandas, they are pandas'.
 */
final class QuantileCheck implements Check {

    private static final Set<String> PANDAS = Set.of("linear", "lower", "higher", "midpoint", "nearest");
    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-8;

    private final String column;
    private final List<Double> quantiles;
    private final List<Range> ranges = new ArrayList<>();
    private final @Nullable String interpolation;

    private record Range(double low, double high) {

        boolean has(double value) {
            return isClose(value, low) || isClose(value, high) || low <= value && value <= high;
        }

        private static boolean isClose(double value, double bound) {
            return Double.isFinite(bound) && Math.abs(value - bound) <= ABSOLUTE + RELATIVE * Math.abs(bound);
        }
    }

    QuantileCheck(Kwargs kwargs) {
        column = kwargs.text("column");
        Map<?, ?> given = kwargs.map("quantile_ranges");
        if (!(given.get("quantiles") instanceof List<?> asked) || !(given.get("value_ranges") instanceof List<?> of)) {
            throw kwargs.fault(
                    "has quantile_ranges = " + given + "; expected {quantiles: [..], value_ranges: [[..], ..]}");
        }
        quantiles = kwargs.numbers("quantile_ranges", asked);
        if (quantiles.isEmpty()
                || asked.size() != of.size()
                || quantiles.stream().anyMatch(q -> !(q >= 0 && q <= 1))) {
            throw kwargs.fault("has " + asked.size() + " quantiles and " + of.size()
                    + " value_ranges; expected as many of both, quantiles from 0 to 1");
        }
        for (Object range : of) {
            if (!(range instanceof List<?> pair) || pair.size() != 2) {
                throw kwargs.fault("has the range " + range + " in quantile_ranges; expected [low, high]");
            }
            ranges.add(new Range(
                    bound(pair.get(0), Double.NEGATIVE_INFINITY), bound(pair.get(1), Double.POSITIVE_INFINITY)));
        }
        interpolation = kwargs.get("allow_relative_error") instanceof String text ? text : null;
        if (interpolation != null && !PANDAS.contains(interpolation)) {
            throw kwargs.fault(
                    "has allow_relative_error = " + interpolation + "; expected true, false or one of " + PANDAS);
        }
    }

    private static double bound(@Nullable Object value, double without) {
        return value instanceof Number number ? number.doubleValue() : without;
    }

    @Override
    public List<String> columns() {
        return List.of(column);
    }

    @Override
    public List<String> aggregates(Batch batch) {
        String name = Batch.name(column);
        if (interpolation == null || interpolation.equals("linear")) {
            String function = interpolation == null ? "quantile_disc" : "quantile_cont";
            return List.of("%s(%s, %s)%s".formatted(function, name, quantiles, batch.filter()));
        }
        return List.of("count(%s)%s".formatted(name, batch.filter()));
    }

    @Override
    public Finding find(Batch batch, List<@Nullable Object> values) throws SQLException {
        List<?> found = interpolation == null || interpolation.equals("linear")
                ? values.getFirst() instanceof List<?> list ? list : List.of()
                : byPosition(batch, Numbers.whole(values.getFirst()));
        Map<String, @Nullable Object> observed = new LinkedHashMap<>();
        observed.put("quantiles", quantiles);
        observed.put("values", found);
        List<Boolean> within = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            within.add(i < found.size() && ranges.get(i).has(Numbers.real(found.get(i))));
        }
        return Finding.observed(!within.contains(false), observed, Map.of("success_details", within));
    }

    private List<Object> byPosition(Batch batch, long count) throws SQLException {
        List<Object> found = new ArrayList<>();
        for (double quantile : count == 0 ? List.<Double>of() : quantiles) {
            double at = quantile * (count - 1);
            double low = Numbers.real(value(batch, (long) Math.floor(at)));
            double high = Numbers.real(value(batch, (long) Math.ceil(at)));
            found.add(
                    switch (String.valueOf(interpolation)) {
                        case "lower" -> low;
                        case "higher" -> high;
                        case "midpoint" -> (low + high) / 2;
                        default -> Math.rint(at) == Math.floor(at) ? low : high;
                    });
        }
        return found;
    }

    private @Nullable Object value(Batch batch, long position) throws SQLException {
        String name = Batch.name(column);
        return batch.duckDb()
                .row("SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %d"
                        .formatted(name, batch.rows(name + " IS NOT NULL"), position))
                .getFirst();
    }
}
