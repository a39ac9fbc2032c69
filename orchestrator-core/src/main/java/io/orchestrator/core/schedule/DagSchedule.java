package io.orchestrator.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a DAG's schedule stands.
 *
 * @param activatedAt when it began to count: first description, or the last unpausing
 * @param lastSlot the newest slot that has a run, or null
 * @param nextDue the next slot, or null: there is none
 */
public record DagSchedule(
        String dagId,
        Instant activatedAt,
        @Nullable Instant lastSlot,
        @Nullable Instant nextDue) {}
