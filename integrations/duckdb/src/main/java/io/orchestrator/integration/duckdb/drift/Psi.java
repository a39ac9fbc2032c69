package io.orchestrator.integration.duckdb.drift;

import java.util.List;

/** The population stability index: the sum of (q - p) ln(q / p) over bins. */
final class Psi {

    /** What an empty bin has at least; without it one value in it would make the index infinite. */
    private static final double LEAST_SHARE = 1e-4;

    private Psi() {}

    /** Of counts by bin, in the same order. */
    static double of(List<Long> reference, List<Long> window) {
        double n = reference.stream().mapToLong(count -> count).sum();
        double m = window.stream().mapToLong(count -> count).sum();
        double sum = 0;
        for (int i = 0; i < reference.size(); i++) {
            double p = Math.max(LEAST_SHARE, reference.get(i) / n);
            double q = Math.max(LEAST_SHARE, window.get(i) / m);
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }
}
