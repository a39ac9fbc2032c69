package io.orchestrator.core.task;

import io.orchestrator.protocol.graph.RetrySpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How long a failed attempt waits for its retry.
 *
 * <p>A fixed delay (factor 1) is taken as it is, and no maximum applies. Any other factor makes a growing delay: the delay
 * times factor^(try - 1) in whole seconds, rounded up and at least one; with jitter spread over [that, twice that); then
 * capped at the maximum.
 */
public final class RetryDelay {

    /** Growth beyond this is above every maximum; the bound keeps zero times growth zero at any try. */
    private static final double HIGHEST_GROWTH = 1e18;

    private static final double NANOS_PER_SECOND = 1e9;

    private RetryDelay() {}

    /**
     * The wait after a failed try.
     *
     * @param tryNumber the try that failed, from 1
     * @param seedKey names DAG, task and run; the same key and try always have the same jitter
     */
    public static Duration of(RetrySpec spec, int tryNumber, String seedKey) {
        if (spec.factor() == 1.0) {
            return spec.delay();
        }
        long base = grownSeconds(spec, tryNumber);
        if (base > spec.maxDelay().toSeconds()) {
            return spec.maxDelay();
        }
        Duration spread = Duration.ofSeconds(spec.jitter() ? base + jitterSeconds(base, tryNumber, seedKey) : base);
        return spread.compareTo(spec.maxDelay()) < 0 ? spread : spec.maxDelay();
    }

    /** A retry starts strictly after its delay. */
    public static boolean isOver(Instant endedAt, Duration delay, Instant now) {
        return now.isAfter(endedAt.plus(delay));
    }

    private static long grownSeconds(RetrySpec spec, int tryNumber) {
        double growth = Math.min(HIGHEST_GROWTH, Math.pow(spec.factor(), tryNumber - 1.0));
        double nanos =
                spec.delay().toSeconds() * NANOS_PER_SECOND + spec.delay().toNanosPart();
        // Whole nanoseconds first: a product that is a whole second but for the last bit must not round up to the next
        // one.
        double seconds = Math.max(1, Math.ceil(Math.rint(nanos * growth) / NANOS_PER_SECOND));
        return Math.min((long) seconds, Long.MAX_VALUE / 2);
    }

    private static long jitterSeconds(long base, int tryNumber, String seedKey) {
        byte[] seed = (seedKey + '#' + tryNumber).getBytes(StandardCharsets.UTF_8);
        return Math.floorMod(UUID.nameUUIDFromBytes(seed).getLeastSignificantBits(), base);
    }
}
