package io.orchestrator.web.openapi;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The facts of Airflow's stable REST API v2, of version 3.2.1: operations and schemas, without the words. */
public final class AirflowFacts {

    private static final String FILE = "airflow-api.json";

    private final JsonNode facts;
    private final Map<String, JsonNode> operations = new HashMap<>();

    public AirflowFacts() {
        try (var file = Objects.requireNonNull(AirflowFacts.class.getResourceAsStream(FILE), FILE)) {
            facts = Json.MAPPER.readTree(file.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        facts.get("operations")
                .forEach(one -> operations.put(
                        shape(one.get("method").stringValue(), one.get("path").stringValue()), one));
    }

    /** As they are in the file: {@code operations}, and {@code schemas} by name. */
    public JsonNode all() {
        return facts;
    }

    /** The operation with this method and path, whatever its variables are called; null: Airflow has none. */
    @Nullable
    JsonNode operation(String method, String path) {
        return operations.get(shape(method, path));
    }

    /** The same for every name of a variable. */
    static String shape(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    /** A schema of the file, with the places of a document. */
    static JsonNode placed(JsonNode schema) {
        if (schema.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            schema.forEach(element -> list.add(placed(element)));
            return list;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode placed = JsonNodeFactory.instance.objectNode();
        for (var field : schema.properties()) {
            var value = field.getValue();
            placed.set(
                    field.getKey(),
                    field.getKey().equals("$ref") && value.isString()
                            ? JsonNodeFactory.instance.stringNode(OwnSchemas.PLACE + value.stringValue())
                            : placed(value));
        }
        return placed;
    }
}
