package io.orchestrator.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run of a DAG, as its row says.
 *
 * @param runKey ordered by time of creation, see {@code db/README.md}
 * @param stateReason a sentence, where the state alone does not tell: cancelled by whom, which limit
 * @param intervalEnd exclusive; null exactly when {@code intervalStart} is
 * @param params an object
 * @param version the DAG version it keeps to its end
 * @param build the bundle build it keeps to its end
 * @param clearNumber how often a finished run was cleared
 * @param backfillId the backfill that it belongs to, or null
 * @param deadlines by when it should have ended
 */
public record DagRun(
        long runKey,
        String dagId,
        String runId,
        RunType type,
        DagRunState state,
        @Nullable String stateReason,
        @Nullable Instant logicalDate,
        @Nullable Instant intervalStart,
        @Nullable Instant intervalEnd,
        Instant runAfter,
        JsonNode params,
        int version,
        String build,
        String triggeredBy,
        @Nullable String note,
        int clearNumber,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long backfillId,
        List<RunDeadline> deadlines) {

    public DagRun {
        deadlines = List.copyOf(deadlines);
    }

    /** One of no backfill, that has all the time. */
    public DagRun(
            long runKey,
            String dagId,
            String runId,
            RunType type,
            DagRunState state,
            @Nullable String stateReason,
            @Nullable Instant logicalDate,
            @Nullable Instant intervalStart,
            @Nullable Instant intervalEnd,
            Instant runAfter,
            JsonNode params,
            int version,
            String build,
            String triggeredBy,
            @Nullable String note,
            int clearNumber,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        this(
                runKey,
                dagId,
                runId,
                type,
                state,
                stateReason,
                logicalDate,
                intervalStart,
                intervalEnd,
                runAfter,
                params,
                version,
                build,
                triggeredBy,
                note,
                clearNumber,
                queuedAt,
                startedAt,
                endedAt,
                null,
                List.of());
    }

    /** Whether it has missed a deadline. */
    public boolean isLate() {
        return deadlines.stream().anyMatch(deadline -> deadline.missed() != null);
    }

    /** With every deadline marked as missed that is over; the same object if there is none. */
    public DagRun lateBy(Instant now) {
        if (deadlines.stream().noneMatch(deadline -> deadline.isMissedNow(now))) {
            return this;
        }
        return withDeadlines(deadlines.stream()
                .map(deadline -> deadline.isMissedNow(now) ? deadline.missedAt(now) : deadline)
                .toList());
    }

    public DagRun withDeadlines(List<RunDeadline> next) {
        return new DagRun(
                runKey,
                dagId,
                runId,
                type,
                state,
                stateReason,
                logicalDate,
                intervalStart,
                intervalEnd,
                runAfter,
                params,
                version,
                build,
                triggeredBy,
                note,
                clearNumber,
                queuedAt,
                startedAt,
                endedAt,
                backfillId,
                next);
    }

    /**
     * Whether it has been running for too long.
     *
     * @param timeout null: it may take any time
     */
    public boolean isOverTime(@Nullable Duration timeout, Instant now) {
        return state == DagRunState.RUNNING
                && startedAt != null
                && timeout != null
                && !startedAt.plus(timeout).isAfter(now);
    }

    /** The same run with another graph and code. */
    public DagRun onVersion(int nextVersion, String nextBuild) {
        return remade(type, params, nextVersion, nextBuild, backfillId);
    }

    /** The same run with other params. */
    public DagRun withParams(JsonNode nextParams) {
        return remade(type, nextParams, version, build, backfillId);
    }

    /** The same run as one of a backfill. */
    public DagRun ofBackfill(long id) {
        return remade(RunType.BACKFILL, params, version, build, id);
    }

    private DagRun remade(
            RunType nextType, JsonNode nextParams, int nextVersion, String nextBuild, @Nullable Long nextBackfill) {
        return new DagRun(
                runKey,
                dagId,
                runId,
                nextType,
                state,
                stateReason,
                logicalDate,
                intervalStart,
                intervalEnd,
                runAfter,
                nextParams,
                nextVersion,
                nextBuild,
                triggeredBy,
                note,
                clearNumber,
                queuedAt,
                startedAt,
                endedAt,
                nextBackfill,
                deadlines);
    }
}
