package io.orchestrator.web.dag;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A DAG with everything that the API tells of it. */
record DagDetailsAnswer(
        @JsonUnwrapped DagAnswer dag,
        boolean catchup,
        int concurrency,
        @Nullable Duration dagRunTimeout,
        @Nullable Map<String, Object> assetExpression,
        @Nullable Map<String, Object> defaultArgs,
        @Nullable String docMd,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable Boolean isPausedUponCreation,
        boolean isFavorite,
        @Nullable Instant lastParsed,
        @Nullable VersionAnswer latestDagVersion,
        @Nullable Map<String, Object> ownerLinks,
        Map<String, Object> params,
        boolean renderTemplateAsNativeObj,
        @Nullable List<String> templateSearchPath,
        @Nullable String timezone,
        long activeRunsCount) {}
