package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan;
import java.util.List;

/**
 * What a backfill would do.
 *
 * @param runs how many runs
 * @param leftOut how many dates it would leave out
 * @param dates the first of those that run, in that order
 * @param omissions the first of those left out
 * @param fault why it cannot be, or empty
 * @param asked there is something to preview
 */
record BackfillPreview(
        int runs,
        int leftOut,
        List<BackfillDate> dates,
        List<BackfillPlan.Omission> omissions,
        String fault,
        boolean asked) {

    private static final int SHOWN = 100;

    static final BackfillPreview NOTHING = new BackfillPreview(0, 0, List.of(), List.of(), "", false);

    static BackfillPreview refused(String why) {
        return new BackfillPreview(0, 0, List.of(), List.of(), why, true);
    }

    static BackfillPreview of(BackfillPlan plan) {
        return new BackfillPreview(
                plan.dates().size(),
                plan.leftOut().size(),
                plan.dates().stream().limit(SHOWN).toList(),
                plan.leftOut().stream().limit(SHOWN).toList(),
                "",
                true);
    }

    /** How many runs are not listed. */
    public int rest() {
        return runs - dates.size();
    }

    /** What the button says. */
    public String action() {
        return runs == 1 ? "Run 1 date" : "Run %,d dates".formatted(runs);
    }
}
