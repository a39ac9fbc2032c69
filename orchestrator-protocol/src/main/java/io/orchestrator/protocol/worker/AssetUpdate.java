package io.orchestrator.protocol.worker;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What user code says of an asset that it has updated.
 *
 * @param alias through which alias among the task's outlets, or null: the asset itself is an outlet
 * @param extra what shall be seen with the event, an object of at most {@link io.orchestrator.protocol.Limits#ASSET_EXTRA} as
 *     JSON
 */
public record AssetUpdate(
        String name, String uri, String group, @Nullable String alias, JsonNode extra) {

    public AssetUpdate {
        group = group == null ? "asset" : group;
        extra = extra == null ? JsonNodeFactory.instance.objectNode() : extra;
    }
}
