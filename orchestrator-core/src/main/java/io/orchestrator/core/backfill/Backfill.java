package io.orchestrator.core.backfill;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs of past dates that somebody asked for.
 *
 * @param id counted from 1
 * @param from the first logical date of its range
 * @param to the last one
 * @param reprocess which runs that are there already run again
 * @param backwards the newest date runs first
 * @param newestVersion runs that are there already move to the DAG's newest version and build; new ones always have them
 * @param maxActiveRuns how many of its runs are unfinished at once; they do not count for the DAG's own limit
 * @param params of its runs, an object
 * @param first the earliest date that it runs, or null: it runs none
 * @param planned how many dates it runs
 * @param paused no run of it begins
 * @param completedAt when the last of its runs had ended, or when it was cancelled; null: it is not over
 */
public record Backfill(
        long id,
        String dagId,
        Instant from,
        Instant to,
        Reprocess reprocess,
        boolean backwards,
        boolean newestVersion,
        int maxActiveRuns,
        JsonNode params,
        @Nullable Instant first,
        int planned,
        boolean paused,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {

    public boolean isOver() {
        return completedAt != null;
    }

    /** Whether it keeps its queued runs from starting. */
    public boolean holdsBack() {
        return paused && !isOver();
    }

    public Backfill withPaused(boolean stands, Instant now) {
        return moved(stands, now, null);
    }

    public Backfill completed(Instant now) {
        return moved(paused, now, now);
    }

    /** Nothing of it begins any more. */
    public Backfill cancelled(Instant now) {
        return moved(true, now, now);
    }

    private Backfill moved(boolean stands, Instant now, @Nullable Instant over) {
        return new Backfill(
                id,
                dagId,
                from,
                to,
                reprocess,
                backwards,
                newestVersion,
                maxActiveRuns,
                params,
                first,
                planned,
                stands,
                createdBy,
                createdAt,
                now,
                over);
    }

    /** A run of one of its dates that has none yet. */
    public DagRun run(long runKey, String runId, BackfillDate date, DagRecord dag, Instant now) {
        return new DagRun(
                runKey,
                dagId,
                runId,
                RunType.BACKFILL,
                DagRunState.QUEUED,
                null,
                date.date(),
                date.date(),
                date.end(),
                date.end(),
                params,
                dag.version(),
                dag.build(),
                createdBy,
                null,
                0,
                now,
                null,
                null,
                id,
                List.of());
    }
}
