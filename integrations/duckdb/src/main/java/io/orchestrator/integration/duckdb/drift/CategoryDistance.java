package io.orchestrator.integration.duckdb.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How far the shares of values are from each other. */
record CategoryDistance(double psi, double chiSquare, long degrees, double cramersV) {

    /** Of each sample; values that would be expected less often are taken together, or chi-square means nothing. */
    private static final double LEAST_EXPECTED = 5;

    static CategoryDistance of(Samples samples) throws SQLException {
        List<Long> before = new ArrayList<>();
        List<Long> now = new ArrayList<>();
        samples.duckDb().read(samples.counts() + " ORDER BY x", row -> {
            before.add(row.getLong("a"));
            now.add(row.getLong("b"));
        });
        double psi = Psi.of(before, now);
        long n = before.stream().mapToLong(count -> count).sum();
        long m = now.stream().mapToLong(count -> count).sum();
        long rareBefore = 0;
        long rareNow = 0;
        double sum = 0;
        long kinds = 0;
        for (int i = 0; i < before.size(); i++) {
            double all = before.get(i) + now.get(i);
            if (all * Math.min(n, m) / (n + m) < LEAST_EXPECTED) {
                rareBefore += before.get(i);
                rareNow += now.get(i);
            } else {
                sum += part(before.get(i), now.get(i), n, m);
                kinds++;
            }
        }
        if (rareBefore + rareNow > 0) {
            sum += part(rareBefore, rareNow, n, m);
            kinds++;
        }
        return new CategoryDistance(psi, sum, Math.max(0, kinds - 1), Math.sqrt(sum / (n + m)));
    }

    private static double part(long before, long now, long n, long m) {
        double all = before + now;
        double expectedBefore = all * n / (n + m);
        double expectedNow = all * m / (n + m);
        return square(before - expectedBefore) / expectedBefore + square(now - expectedNow) / expectedNow;
    }

    private static double square(double value) {
        return value * value;
    }
}
