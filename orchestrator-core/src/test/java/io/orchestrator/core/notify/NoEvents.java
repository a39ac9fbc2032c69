package io.orchestrator.core.notify;

import io.orchestrator.core.given.GivenDatasets;
import io.orchestrator.core.given.GivenEvents;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** No asset has events, and no dataset has versions. */
public final class NoEvents implements GivenEvents, GivenDatasets {

    @Override
    public JsonNode of(GivenSpec wanted, long runKey) {
        return Json.MAPPER.createArrayNode();
    }

    @Override
    public JsonNode of(GivenSpec wanted, GivenFor attempt) {
        return NullNode.getInstance();
    }
}
