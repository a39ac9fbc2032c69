package io.orchestrator.core.backfill;

import java.util.List;

/**
 * What changes of backfills.
 *
 * @param added with the dates that they run
 * @param changed paused or not, and when they were over
 * @param leftOut dates that are passed over
 */
public record BackfillWrites(List<New> added, List<Backfill> changed, List<Passed> leftOut) {

    public static final BackfillWrites NONE = new BackfillWrites(List.of(), List.of(), List.of());

    public BackfillWrites {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        leftOut = List.copyOf(leftOut);
    }

    /** One that was just asked for. */
    public record New(Backfill backfill, List<BackfillDate> dates) {
        public New {
            dates = List.copyOf(dates);
        }
    }

    /**
     * A date that a backfill leaves out.
     *
     * @param late it was among the dates that it was to run
     */
    public record Passed(long backfillId, BackfillPlan.Omission date, boolean late) {}

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && leftOut.isEmpty();
    }
}
