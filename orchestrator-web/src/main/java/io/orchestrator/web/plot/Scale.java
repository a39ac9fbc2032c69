package io.orchestrator.web.plot;

import java.util.ArrayList;
import java.util.List;

/** From where to where a plot reaches, and the round numbers in between. */
record Scale(double low, double high, List<Double> ticks) {

    private static final int INTERVALS = 6;
    private static final double AIR = 0.08;

    static Scale of(List<Double> numbers, boolean fromZero) {
        double least = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double low = fromZero ? Math.min(0, least) : least;
        if (most - low == 0) {
            double half = most == 0 ? 1 : Math.abs(most) * AIR;
            low -= fromZero && low >= 0 ? 0 : half;
            most += half;
        }
        double air = (most - low) * AIR;
        double high = most + air;
        low -= fromZero && low >= 0 ? 0 : air;
        double step = step((high - low) / INTERVALS);
        List<Double> ticks = new ArrayList<>();
        for (double at = Math.ceil(low / step); at * step <= high; at++) {
            ticks.add(at * step);
        }
        return new Scale(low, high, ticks);
    }

    /** 1, 2 or 5 times a power of ten, not below. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** Where a value lies: 0 at the bottom, 1 at the top. */
    double share(double value) {
        return (value - low) / (high - low);
    }
}
