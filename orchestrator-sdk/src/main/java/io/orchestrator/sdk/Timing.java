package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A DAG's schedule with its bounds, and what its runs are about.
 *
 * @param start the first instant that a run may fall due at, or null
 * @param end the last one, or null
 * @param dataIntervals a run is about the time since the instant before
 * @param covering a run is about so long a time before it is due, or null
 * @param jitter a run starts up to so much later than it is due, or null
 * @param startsPaused nothing runs before somebody unpauses the DAG
 */
public record Timing(
        Schedule schedule,
        Catchup catchup,
        @Nullable Instant start,
        @Nullable Instant end,
        boolean dataIntervals,
        @Nullable Duration covering,
        @Nullable Duration jitter,
        WhenBusy whenBusy,
        boolean startsPaused) {

    static final Timing MANUAL =
            new Timing(new Manual(), Catchup.NONE, null, null, false, null, null, WhenBusy.QUEUE, false);
}
