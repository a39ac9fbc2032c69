package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetSpec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of an asset that is about to be written.
 *
 * @param asset if it is not known and the event came through an alias, it becomes known, but not active; an event of an unknown
 *     asset without an alias is dropped
 * @param extra an object
 * @param dagId of the task that caused it, with {@code taskId}, {@code runId}, {@code mapIndex}; null: a person or program did
 * @param mapIndex -1: the task is not mapped, or it was no task
 * @param aliases through which it came, in order
 * @param publishedBy the attempt whose version of the dataset of this name it tells of, or null: it is about no version
 */
public record NewAssetEvent(
        Instant at,
        AssetSpec asset,
        JsonNode extra,
        @Nullable String dagId,
        @Nullable String taskId,
        @Nullable String runId,
        int mapIndex,
        List<String> aliases,
        @Nullable UUID publishedBy) {

    public NewAssetEvent {
        aliases = List.copyOf(aliases);
    }

    /** One that is about no version of a dataset. */
    public NewAssetEvent(
            Instant at,
            AssetSpec asset,
            JsonNode extra,
            @Nullable String dagId,
            @Nullable String taskId,
            @Nullable String runId,
            int mapIndex,
            List<String> aliases) {
        this(at, asset, extra, dagId, taskId, runId, mapIndex, aliases, null);
    }
}
