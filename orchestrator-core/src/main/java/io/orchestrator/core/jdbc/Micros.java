package io.orchestrator.core.jdbc;

import java.time.Instant;

/** Microseconds since 1970: how instants travel in arrays. */
final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;

    private Micros() {}

    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / NANOS);
    }
}
