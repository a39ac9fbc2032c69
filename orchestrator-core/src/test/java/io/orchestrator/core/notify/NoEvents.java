package io.orchestrator.core.notify;

import io.orchestrator.core.given.GivenEvents;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import tools.jackson.databind.JsonNode;

/** No asset has events. */
public final class NoEvents implements GivenEvents {

    @Override
    public JsonNode of(GivenSpec wanted, long runKey) {
        return Json.MAPPER.createArrayNode();
    }
}
