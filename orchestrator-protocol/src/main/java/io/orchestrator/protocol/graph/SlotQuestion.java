package io.orchestrator.protocol.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM that describes is asked of a timetable in Java.
 *
 * @param source the class that defines the DAG
 * @param after the first slot after this is looked for
 * @param from slots before the last two that are not later than this are of no interest
 * @param until none is later than this, or null
 */
public record SlotQuestion(
        String source,
        String dagId,
        Instant after,
        Instant from,
        @Nullable Instant until) {}
