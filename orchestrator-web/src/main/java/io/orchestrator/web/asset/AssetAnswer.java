package io.orchestrator.web.asset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An asset, as Airflow tells of one. */
record AssetAnswer(
        long id,
        String name,
        String uri,
        String group,
        JsonNode extra,
        Instant createdAt,
        Instant updatedAt,
        List<Following> scheduledDags,
        List<OfTask> producingTasks,
        List<OfTask> consumingTasks,
        List<Alias> aliases,
        List<Object> watchers,
        @Nullable Last lastAssetEvent) {

    record Following(String dagId, Instant createdAt, Instant updatedAt) {}

    record OfTask(String dagId, String taskId, Instant createdAt, Instant updatedAt) {}

    record Alias(long id, String name, String group) {
        static Alias of(AssetAliasRow row) {
            return new Alias(row.aliasId(), row.name(), row.groupName());
        }
    }

    record Last(long id, Instant timestamp) {}
}
