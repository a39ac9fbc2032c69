package io.orchestrator.web.task;

import io.orchestrator.web.dag.VersionAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try of a task instance, as the API gives it. */
record TryAnswer(
        String taskId,
        String dagId,
        String dagRunId,
        int mapIndex,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable Double duration,
        @Nullable String state,
        int tryNumber,
        int maxTries,
        String taskDisplayName,
        String dagDisplayName,
        @Nullable String hostname,
        @Nullable String unixname,
        String pool,
        int poolSlots,
        @Nullable String queue,
        @Nullable Integer priorityWeight,
        @Nullable String operator,
        @Nullable String operatorName,
        @Nullable Instant queuedWhen,
        @Nullable Instant scheduledWhen,
        @Nullable Integer pid,
        @Nullable String executor,
        String executorConfig,
        @Nullable VersionAnswer dagVersion) {}
