package io.orchestrator.web.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.orchestrator.web.dag.VersionAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run, as the API gives it. */
public record RunAnswer(
        String dagRunId,
        String dagId,
        String dagDisplayName,
        @Nullable Instant logicalDate,
        @Nullable Instant queuedAt,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable Double duration,
        @Nullable Instant dataIntervalStart,
        @Nullable Instant dataIntervalEnd,
        Instant runAfter,
        @Nullable Instant lastSchedulingDecision,
        String runType,
        String state,
        @Nullable String triggeredBy,
        @Nullable String triggeringUserName,
        @JsonRawValue String conf,
        @Nullable String note,
        List<VersionAnswer> dagVersions,
        @Nullable String bundleVersion,
        @Nullable String partitionKey) {}
