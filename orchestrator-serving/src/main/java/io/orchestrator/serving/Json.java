package io.orchestrator.serving;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How JSON is read and written here. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.shared();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    /** An object as plain values. */
    static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, MAP);
    }
}
