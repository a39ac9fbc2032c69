package io.orchestrator.protocol.graph;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By when a run should have ended.
 *
 * @param name what people call it; unique in its DAG
 * @param from what it is measured from
 * @param at the instant, if it is {@link From#INSTANT}
 * @param runs of how many of the newest successful runs the average duration is taken, if it is {@link From#AVERAGE}
 * @param leastRuns with fewer of them there is no such deadline
 * @param after how much later it is
 */
public record DeadlineSpec(String name, From from, @Nullable Instant at, int runs, int leastRuns, Duration after) {

    /** What a deadline is measured from. */
    public enum From {
        /** When the run was asked for, or last cleared. */
        QUEUED,
        /** A run without a logical date has no such deadline. */
        LOGICAL_DATE,
        INSTANT,
        /** When it was asked for, plus what such a run usually takes. */
        AVERAGE
    }
}
