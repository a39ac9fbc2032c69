package io.orchestrator.core.params;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The part of a schema that is about the fields of an object. */
final class ObjectCheck {

    private ObjectCheck() {}

    static void check(String path, JsonNode schema, JsonNode value, List<Fault> faults) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString())) {
                faults.add(new Fault(named(path, required.asString()), "is missing"));
            }
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.propertyStream().forEach(field -> {
            String name = named(path, field.getKey());
            JsonNode own = properties.path(field.getKey());
            if (!own.isMissingNode()) {
                faults.addAll(SchemaCheck.faults(name, own, field.getValue()));
            } else if (others.isBoolean() && !others.asBoolean()) {
                faults.add(new Fault(name, "is not known; expected one of " + properties.propertyNames()));
            } else if (others.isObject()) {
                faults.addAll(SchemaCheck.faults(name, others, field.getValue()));
            }
        });
        if (value.size() < schema.path("minProperties").asInt(0)) {
            faults.add(new Fault(
                    path, "has " + value.size() + " fields; expected at least " + schema.path("minProperties")));
        }
        if (schema.has("maxProperties")
                && value.size() > schema.path("maxProperties").asInt()) {
            faults.add(new Fault(
                    path, "has " + value.size() + " fields; expected at most " + schema.path("maxProperties")));
        }
    }

    private static String named(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
