package io.orchestrator.web.asset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** That an asset was updated, as Airflow tells of it. */
public record AssetEventAnswer(
        long id,
        long assetId,
        String uri,
        String name,
        String group,
        JsonNode extra,
        @Nullable String sourceDagId,
        @Nullable String sourceTaskId,
        @Nullable String sourceRunId,
        int sourceMapIndex,
        List<Started> createdDagruns,
        Instant timestamp,
        @Nullable String partitionKey) {

    /** A run that has taken the event. */
    public record Started(
            String runId,
            String dagId,
            @Nullable Instant logicalDate,
            Instant startDate,
            @Nullable Instant endDate,
            String state,
            @Nullable Instant dataIntervalStart,
            @Nullable Instant dataIntervalEnd,
            @Nullable String partitionKey) {}
}
