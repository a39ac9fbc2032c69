package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a run of a schedule is the newest one that is due. */
public final class LatestRun {

    private LatestRun() {}

    /**
     * @param start the first instant the schedule may fire at, or null
     * @param end the last one, or null
     * @param slot when the run was due
     * @return false if the run that comes next is overdue at {@code now}, or if this one is not due yet
     */
    public static boolean isLatest(
            ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end, Instant slot, Instant now) {
        DagSchedule state = new DagSchedule("", slot, slot, null);
        Optional<DueRun> next = NextRuns.next(spec, Catchup.ALL, start, end, state, now);
        return !now.isBefore(slot)
                && next.map(run -> !now.isAfter(run.runAfter())).orElse(true);
    }
}
