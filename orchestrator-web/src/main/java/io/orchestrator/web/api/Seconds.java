package io.orchestrator.web.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Durations as the API gives them. */
public final class Seconds {

    private static final double NANOS = 1e9;

    private Seconds() {}

    /** From start to end in seconds, or null if one of them is not there yet. */
    public static @Nullable Double between(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null
                ? null
                : Duration.between(start, end).toNanos() / NANOS;
    }
}
