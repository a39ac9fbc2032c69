package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.LeftOut;
import io.orchestrator.web.layout.Links;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pages show of a backfill.
 *
 * @param state running, paused, cancelled or completed
 * @param why a sentence on what its waiting dates wait for, or empty
 * @param shares its dates by what became of them, as shares of one bar
 */
record BackfillView(
        long id,
        String href,
        String state,
        Instant from,
        Instant to,
        String reprocess,
        boolean backwards,
        boolean newestVersion,
        int maxActiveRuns,
        String params,
        String createdBy,
        Instant createdAt,
        @Nullable Instant completedAt,
        long planned,
        long ended,
        long leftOut,
        String why,
        List<Share> shares) {

    private static final int WHOLE = 1000;
    private static final List<String> RUN_STATES = List.of("success", "failed", "running", "queued");

    /**
     * @param key of a state, for its colour and its name
     * @param from where it begins in the bar, in thousandths
     * @param width in thousandths
     */
    record Share(String key, long number, long from, long width) {}

    static BackfillView of(BackfillRow row, BackfillProgress.Count count, boolean dagPaused) {
        return new BackfillView(
                row.backfillId(),
                Links.backfill(row.dagId(), row.backfillId()),
                state(row, count),
                row.fromDate(),
                row.toDate(),
                row.reprocess(),
                row.backwards(),
                row.newestVersion(),
                row.maxActiveRuns(),
                row.params(),
                row.createdBy(),
                row.createdAt(),
                row.completedAt(),
                count.planned(),
                count.ended(),
                count.allLeftOut(),
                why(row, count, dagPaused),
                shares(row, count));
    }

    /** One that was cancelled is paused for good. */
    private static String state(BackfillRow row, BackfillProgress.Count count) {
        if (row.completedAt() == null) {
            return row.paused() ? "paused" : "running";
        }
        boolean cut = row.paused() && (count.waiting() > 0 || count.ended() > 0);
        return cut ? "cancelled" : "completed";
    }

    private static String why(BackfillRow row, BackfillProgress.Count count, boolean dagPaused) {
        if (row.completedAt() != null || count.waiting() == 0) {
            return "";
        }
        if (dagPaused) {
            return "The DAG is paused: the next dates run when somebody unpauses it.";
        }
        if (row.paused()) {
            return "The backfill is paused: the next dates run when somebody lets it go on.";
        }
        return count.unfinished() >= row.maxActiveRuns()
                ? "As many of its runs are unfinished as may be at once (%d): the next date runs when one of them ends."
                        .formatted(row.maxActiveRuns())
                : "The next dates are about to run.";
    }

    private static List<Share> shares(BackfillRow row, BackfillProgress.Count count) {
        List<Share> shares = new ArrayList<>();
        long total = count.planned() + count.leftOut().getOrDefault(LeftOut.EXISTS.key(), 0L);
        total = Math.max(1, Math.max(total, count.planned() + count.allLeftOut()));
        long before = 0;
        for (var state : RUN_STATES) {
            before = add(shares, state, count.runs(state), before, total);
        }
        before = add(shares, "skipped", count.allLeftOut(), before, total);
        if (row.completedAt() == null) {
            add(shares, "none", count.waiting(), before, total);
        } else {
            add(shares, "removed", count.waiting(), before, total);
        }
        return shares;
    }

    private static long add(List<Share> shares, String key, long number, long before, long total) {
        if (number > 0) {
            shares.add(new Share(key, number, before * WHOLE / total, number * WHOLE / total + 1));
        }
        return before + number;
    }

    boolean isOpen() {
        return completedAt == null;
    }

    /** For templates. */
    public boolean open() {
        return isOpen();
    }

    /** What a share is called. */
    public String name(Share share) {
        return switch (share.key()) {
            case "none" -> "to come";
            case "removed" -> "cancelled";
            case "skipped" -> "left out";
            default -> share.key();
        };
    }
}
