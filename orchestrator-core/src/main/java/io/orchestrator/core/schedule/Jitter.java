package io.orchestrator.core.schedule;

import java.time.Duration;
import java.time.Instant;

/** How much later than due a run starts: spread evenly, and always the same for the same run. */
final class Jitter {

    private Jitter() {}

    /**
     * A delay from zero to less than the most, in whole milliseconds.
     *
     * @param until the delay stays below the time until this, so that runs keep their order
     */
    static Duration delay(String dagId, Instant slot, Duration most, Instant until) {
        long millis = Math.min(most.toMillis(), Duration.between(slot, until).toMillis());
        return millis <= 0 ? Duration.ZERO : Duration.ofMillis(Math.floorMod(hash(dagId, slot), millis));
    }

    /** The finalizer of SplitMix64: neighbouring instants get delays that have nothing to do with each other. */
    private static long hash(String dagId, Instant slot) {
        long value = slot.toEpochMilli();
        for (int i = 0; i < dagId.length(); i++) {
            value = value * 31 + dagId.charAt(i);
        }
        value = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        value = (value ^ value >>> 27) * 0x94d049bb133111ebL;
        return value ^ value >>> 31;
    }
}
