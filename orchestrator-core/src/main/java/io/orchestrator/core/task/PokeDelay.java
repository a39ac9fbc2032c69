package io.orchestrator.core.task;

import io.orchestrator.protocol.graph.PokeSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * How long a sensor waits before it looks again.
 *
 * <p>A fixed interval is taken as it is, and no maximum applies. A growing one is interval times 2^(poke - 2) in whole seconds,
 * rounded down and at least one, spread over [that, twice that), and never beyond the rest of the timeout or the maximum.
 */
public final class PokeDelay {

    /** Growth beyond this is above every timeout. */
    private static final double HIGHEST = 1e12;

    private PokeDelay() {}

    /**
     * @param poke the number of the look that found nothing, from 1
     * @param elapsed how long it has waited so far
     * @param seedKey names DAG, task and run; the same key and poke always give the same delay
     */
    public static Duration of(PokeSpec spec, int poke, Duration elapsed, String seedKey) {
        if (!spec.growing() || spec.interval().isZero()) {
            return spec.interval();
        }
        double grown = spec.interval().toNanos() / 1e9 * Math.pow(2, poke - 2.0);
        long base = Math.max(1, (long) Math.min(HIGHEST, grown));
        Duration spread = Duration.ofSeconds(base + spread(base, poke, seedKey));
        Duration rest = longer(spec.timeout().minusSeconds(elapsed.toSeconds()), Duration.ofSeconds(1));
        Duration bounded = shorter(spread, rest);
        return spec.longest() == null ? bounded : shorter(bounded, spec.longest());
    }

    private static long spread(long base, int poke, String seedKey) {
        byte[] seed = (seedKey + '#' + poke).getBytes(StandardCharsets.UTF_8);
        return Math.floorMod(UUID.nameUUIDFromBytes(seed).getLeastSignificantBits(), base);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
