package io.orchestrator.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Something that is about to break.
 *
 * @param victim chooses among those that it can befall: any number
 * @param lasts how long until it is mended, where it does not mend itself
 * @param pause until the next one
 */
record Fault(FaultKind kind, int victim, Duration lasts, Duration pause) {

    private static final int SHORTEST_PAUSE = 400;
    private static final int LONGEST_PAUSE = 1800;

    /** The next one of a sequence that the seed of the random numbers decides. */
    static Fault draw(Random random, List<FaultKind> possible) {
        FaultKind kind = any(random, possible);
        int victim = random.nextInt(1000);
        Duration pause = Duration.ofMillis(random.nextInt(SHORTEST_PAUSE, LONGEST_PAUSE));
        return new Fault(kind, victim, lasts(random), pause);
    }

    private static FaultKind any(Random random, List<FaultKind> possible) {
        int drawn = random.nextInt(possible.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : possible) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    /** Below the lease in two of three cases, beyond it in the third. */
    private static Duration lasts(Random random) {
        long lease = Profile.LEASE.toMillis();
        return Duration.ofMillis(
                random.nextInt(3) == 0
                        ? random.nextLong(lease * 11 / 10, lease * 16 / 10)
                        : random.nextLong(lease / 20, lease * 6 / 10));
    }
}
