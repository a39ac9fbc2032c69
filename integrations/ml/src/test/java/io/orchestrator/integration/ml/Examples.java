package io.orchestrator.integration.ml;

import java.util.List;
import java.util.SplittableRandom;

/** Samples of which it is known what is in them. */
final class Examples {

    /** Not in alphabetical order, so that whoever mixes orders up is found out. */
    static final List<String> FEATURES = List.of("wind", "hour", "distance");

    private Examples() {}

    /** The label depends on wind and hour. @param missing how many of the values are, from 0 to 1 */
    static Samples late(int rows, long seed, double missing) {
        var random = new SplittableRandom(seed);
        var samples = new Samples(FEATURES);
        for (int i = 0; i < rows; i++) {
            double wind = random.nextDouble();
            double hour = random.nextDouble();
            double distance = random.nextDouble();
            double odds = 4 * wind - 2 * hour + 3 * wind * hour - 3;
            boolean late = random.nextDouble() < 1 / (1 + Math.exp(-odds));
            samples.add(
                    late, value(wind, missing, random), value(hour, missing, random), value(distance, missing, random));
        }
        return samples;
    }

    private static float value(double value, double missing, SplittableRandom random) {
        return random.nextDouble() < missing ? Float.NaN : (float) value;
    }
}
