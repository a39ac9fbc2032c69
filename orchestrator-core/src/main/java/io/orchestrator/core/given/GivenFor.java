package io.orchestrator.core.given;

import io.orchestrator.protocol.Json;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Who is given something: the engine says it in the place of the value.
 *
 * @param mapIndex -1: the task is not mapped
 */
public record GivenFor(long runKey, UUID attemptId, String taskId, int mapIndex) {

    public JsonNode toJson() {
        return Json.MAPPER.valueToTree(this);
    }

    public static GivenFor of(JsonNode json) {
        return Json.MAPPER.treeToValue(json, GivenFor.class);
    }
}
