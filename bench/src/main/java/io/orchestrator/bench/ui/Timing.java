package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.Numbers;
import java.util.Comparator;
import java.util.List;

/** How long something took, some times, in milliseconds. */
record Timing(String what, double least, double p50, double p95) {

    static final Comparator<Timing> SLOWEST_FIRST =
            Comparator.comparingDouble(Timing::p95).reversed();

    /** A line of a file, to be sorted and searched. */
    String line() {
        return "%8.1f %8.1f %8.1f  %s".formatted(p95, p50, least, what);
    }

    static Timing of(String what, List<Double> millis) {
        double[] values = millis.stream().mapToDouble(Double::doubleValue).toArray();
        return new Timing(
                what, Numbers.percentile(values, 0), Numbers.percentile(values, 50), Numbers.percentile(values, 95));
    }
}
