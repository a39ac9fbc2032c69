package io.orchestrator.web.dag;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DAG, as the API gives it in lists. What we do not have is null, or what it is for every DAG. */
record DagAnswer(
        String dagId,
        String dagDisplayName,
        boolean isPaused,
        boolean isStale,
        @Nullable Instant lastParsedTime,
        @Nullable Double lastParseDuration,
        @Nullable Instant lastExpired,
        @Nullable String bundleName,
        @Nullable String bundleVersion,
        @Nullable String relativeFileloc,
        String fileloc,
        String fileToken,
        @Nullable String description,
        @Nullable String timetableSummary,
        @Nullable String timetableDescription,
        boolean timetablePartitioned,
        List<Tag> tags,
        int maxActiveTasks,
        @Nullable Integer maxActiveRuns,
        int maxConsecutiveFailedDagRuns,
        boolean hasTaskConcurrencyLimits,
        boolean hasImportErrors,
        @Nullable Instant nextDagrunLogicalDate,
        @Nullable Instant nextDagrunDataIntervalStart,
        @Nullable Instant nextDagrunDataIntervalEnd,
        @Nullable Instant nextDagrunRunAfter,
        @Nullable List<String> allowedRunTypes,
        List<String> owners) {

    record Tag(String name, String dagId, String dagDisplayName) {}
}
