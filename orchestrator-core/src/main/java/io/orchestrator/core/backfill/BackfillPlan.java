package io.orchestrator.core.backfill;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.DueRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill will do.
 *
 * @param dates what it runs, in that order
 * @param leftOut the other dates of its range
 */
public record BackfillPlan(List<BackfillDate> dates, List<Omission> leftOut) {

    public static final BackfillPlan EMPTY = new BackfillPlan(List.of(), List.of());

    public BackfillPlan {
        dates = List.copyOf(dates);
        leftOut = List.copyOf(leftOut);
    }

    /** A date that it leaves out. */
    public record Omission(Instant date, LeftOut reason) {}

    /**
     * @param due what the schedule says of the range, in the order of its dates
     * @param there the states of the DAG's runs by their dates
     * @param backwards the newest date first
     */
    public static BackfillPlan of(
            List<DueRun> due, Map<Instant, DagRunState> there, Reprocess reprocess, boolean backwards) {
        List<BackfillDate> dates = new ArrayList<>();
        List<Omission> leftOut = new ArrayList<>();
        for (DueRun run : backwards ? due.reversed() : due) {
            DagRunState state = there.get(run.logicalDate());
            LeftOut reason = state == null ? null : reprocess.leavesOut(state);
            if (reason == null) {
                dates.add(new BackfillDate(run.logicalDate(), run.intervalEnd()));
            } else {
                leftOut.add(new Omission(run.logicalDate(), reason));
            }
        }
        return new BackfillPlan(dates, leftOut);
    }

    /** The earliest date that it runs, or null: there is none. */
    public @Nullable Instant first() {
        return dates.stream().map(BackfillDate::date).min(Instant::compareTo).orElse(null);
    }
}
