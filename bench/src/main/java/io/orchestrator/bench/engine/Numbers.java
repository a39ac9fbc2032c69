package io.orchestrator.bench.engine;

import java.util.Arrays;

/** Figures of many figures. */
public final class Numbers {

    private Numbers() {}

    public static double median(double[] values) {
        return percentile(values, 50);
    }

    /** The smallest value that so many percent do not exceed; between the middle two for an even median. */
    public static double percentile(double[] values, double percent) {
        if (values.length == 0) {
            throw new BenchFailed("Nothing was measured: there is no percentile of no values.");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }

    /** To three significant digits: more would only look exact. */
    public static double rounded(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double scale = Math.pow(10, 2 - Math.floor(Math.log10(Math.abs(value))));
        return scale >= 1 ? Math.round(value * scale) / scale : Math.round(value);
    }
}
