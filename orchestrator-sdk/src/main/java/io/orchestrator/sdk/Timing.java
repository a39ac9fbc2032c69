package io.orchestrator.sdk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A DAG's schedule with its bounds. */
record Timing(
        Schedule schedule,
        Catchup catchup,
        @Nullable Instant start,
        @Nullable Instant end) {

    static final Timing MANUAL = new Timing(new Manual(), Catchup.NONE, null, null);
}
