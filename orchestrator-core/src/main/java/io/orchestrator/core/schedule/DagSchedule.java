package io.orchestrator.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a DAG's schedule stands.
 *
 * @param activatedAt when it began to count: first description, or the last unpausing
 * @param lastSlot the newest slot that has had its run, or was left out; null: none yet
 * @param next the next run, or null: there is none
 */
public record DagSchedule(
        String dagId,
        Instant activatedAt,
        @Nullable Instant lastSlot,
        @Nullable DueRun next) {

    /** When the next run may be created, or null. */
    public @Nullable Instant nextDue() {
        return next == null ? null : next.runAfter();
    }

    /** Its next run not known yet. */
    public DagSchedule after(Instant slot) {
        return new DagSchedule(dagId, activatedAt, slot, null);
    }

    public DagSchedule withNext(@Nullable DueRun run) {
        return new DagSchedule(dagId, activatedAt, lastSlot, run);
    }
}
