package io.orchestrator.web.task;

import io.orchestrator.web.dag.VersionAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task instance, as the API gives it. What we do not have is null, or what it is for every task. */
record InstanceAnswer(
        UUID id,
        String taskId,
        String dagId,
        String dagRunId,
        int mapIndex,
        @Nullable Instant logicalDate,
        Instant runAfter,
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
        @Nullable String note,
        @Nullable String renderedMapIndex,
        Map<String, Object> renderedFields,
        @Nullable Map<String, Object> trigger,
        @Nullable Map<String, Object> triggererJob,
        @Nullable VersionAnswer dagVersion) {}
