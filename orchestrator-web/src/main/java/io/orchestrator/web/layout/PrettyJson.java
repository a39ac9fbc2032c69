package io.orchestrator.web.layout;

import io.orchestrator.protocol.Json;
import tools.jackson.core.JacksonException;

/** JSON laid out for reading. */
public final class PrettyJson {

    private PrettyJson() {}

    /** What is no JSON comes back as it was. */
    public static String of(String json) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Json.MAPPER.readTree(json));
        } catch (JacksonException notJson) {
            return json;
        }
    }
}
