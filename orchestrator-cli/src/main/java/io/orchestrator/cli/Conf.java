package io.orchestrator.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The params of a run, as they were typed. */
final class Conf {

    private Conf() {}

    /** @param params what is JSON counts as that, what is not as a text */
    static ObjectNode of(@Nullable String conf, @Nullable Map<String, String> params) {
        var all = conf == null ? Server.object() : object(conf);
        if (params != null) {
            params.forEach((name, value) -> all.set(name, value(value)));
        }
        return all;
    }

    private static ObjectNode object(String text) {
        try {
            if (Server.JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Answered below, as other JSON is.
        }
        throw new Failure(2, "--conf is no JSON object: expected something like '{\"limit\": 10}'");
    }

    private static JsonNode value(String text) {
        try {
            return Server.JSON.readTree(text);
        } catch (JacksonException e) {
            return Server.JSON.valueToTree(text);
        }
    }
}
