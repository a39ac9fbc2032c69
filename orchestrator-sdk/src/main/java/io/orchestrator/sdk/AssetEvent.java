package io.orchestrator.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That an asset was updated.
 *
 * @param id larger for later ones, mostly
 * @param asset the asset's name
 * @param uri its address
 * @param at when the update became durable
 * @param extra what whoever updated it wanted to be seen; what is null there is left out
 * @param dagId of the task that did, with {@code taskId}, {@code runId} and {@code mapIndex}; null: a person or program did
 * @param mapIndex -1: the task is not mapped, or it was no task
 * @param aliases through which it was updated; empty: directly
 */
public record AssetEvent(
        long id,
        String asset,
        String uri,
        Instant at,
        Map<String, Object> extra,
        @Nullable String dagId,
        @Nullable String taskId,
        @Nullable String runId,
        int mapIndex,
        List<String> aliases) {

    public AssetEvent {
        aliases = List.copyOf(aliases);
    }
}
