package io.orchestrator.integration.duckdb.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far numbers are from each other. */
record NumberDistance(double ks, double psi) {

    private static final int BINS = 10;

    static NumberDistance of(Samples samples, long n, long m) throws SQLException {
        return new NumberDistance(ks(samples, n, m), psi(samples));
    }

    /** The numerator over n * m is a whole number, so that nothing is rounded before the one division. */
    private static double ks(Samples samples, long n, long m) throws SQLException {
        List<@Nullable Object> found = samples.duckDb().row("""
                SELECT max(abs(before * %d - now * %d))
                  FROM (SELECT sum(a) OVER upwards AS before, sum(b) OVER upwards AS now
                          FROM (%s) WINDOW upwards AS (ORDER BY x ROWS UNBOUNDED PRECEDING))""".formatted(m, n, samples.counts()));
        return found.getFirst() instanceof Number most ? most.doubleValue() / n / m : 0;
    }

    /** Over tenths of the reference. Where many values are equal, tenths fall together and there are fewer bins. */
    private static double psi(Samples samples) throws SQLException {
        List<String> tenths = new ArrayList<>();
        for (int i = 1; i < BINS; i++) {
            tenths.add(String.valueOf((double) i / BINS));
        }
        List<@Nullable Object> found = samples.duckDb()
                .row("SELECT list_sort(list_distinct(quantile_disc(%s, %s))) FROM %s"
                        .formatted(samples.value(), tenths, samples.reference()));
        List<?> edges = found.getFirst() instanceof List<?> list ? list : List.of();
        return Psi.of(bins(samples, edges, samples.reference()), bins(samples, edges, samples.window()));
    }

    /** How many values are up to each edge and above the one before; the last bin has no end. */
    private static List<Long> bins(Samples samples, List<?> edges, String relation) throws SQLException {
        List<String> counts = new ArrayList<>();
        for (int i = 0; i <= edges.size(); i++) {
            String low = i == 0 ? "true" : samples.value() + " > " + edges.get(i - 1);
            String high = i == edges.size() ? "true" : samples.value() + " <= " + edges.get(i);
            counts.add("count(*) FILTER (WHERE %s AND %s AND %s IS NOT NULL)".formatted(low, high, samples.value()));
        }
        return samples.duckDb().row("SELECT " + String.join(", ", counts) + " FROM " + relation).stream()
                .map(count -> count instanceof Long number ? number : Long.valueOf(0))
                .toList();
    }
}
