package io.orchestrator.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Holds JSON against the schemas of the description. Stricter than JSON Schema in one way: a field that a schema does not
 * name is a fault. The description does not say what may be null: what need not be there may.
 */
final class SchemaCheck {

    private final JsonNode schemas;
    private final List<String> faults = new ArrayList<>();

    SchemaCheck(JsonNode schemas) {
        this.schemas = schemas;
    }

    List<String> faults(JsonNode json, JsonNode schema) {
        check(json, schema, "$");
        return faults;
    }

    private void check(JsonNode json, JsonNode schema, String at) {
        if (schema.has("$ref")) {
            check(json, schemas.get(schema.get("$ref").stringValue()), at);
            return;
        }
        for (var choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                checkChoice(json, schema.get(choice), at);
            }
        }
        if (schema.has("enum") && !contains(schema.get("enum"), json)) {
            faults.add("%s: %s is none of %s".formatted(at, json, schema.get("enum")));
        }
        if (schema.has("type")) {
            checkType(json, schema, at);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (var element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void checkChoice(JsonNode json, JsonNode choices, String at) {
        for (var choice : choices) {
            if (new SchemaCheck(schemas).faults(json, choice).isEmpty()) {
                return;
            }
        }
        faults.add("%s: %s fits none of %s".formatted(at, json, choices));
    }

    private void checkType(JsonNode json, JsonNode schema, String at) {
        var type = schema.get("type").stringValue();
        var fits = switch (type) {
            case "object" -> json.isObject();
            case "array" -> json.isArray();
            case "string" -> json.isString();
            case "integer" -> json.isIntegralNumber();
            case "number" -> json.isNumber();
            case "boolean" -> json.isBoolean();
            default -> json.isNull();
        };
        if (!fits) {
            faults.add("%s: %s is no %s".formatted(at, json, type));
        } else if (json.isObject()) {
            checkObject(json, schema, at);
        } else if (json.isArray() && schema.has("items")) {
            for (int i = 0; i < json.size(); i++) {
                check(json.get(i), schema.get("items"), at + "[" + i + "]");
            }
        } else if (json.isString() && schema.has("format")) {
            checkFormat(json.stringValue(), schema.get("format").stringValue(), at);
        }
    }

    private void checkObject(JsonNode json, JsonNode schema, String at) {
        for (var name : schema.path("required")) {
            if (!json.has(name.stringValue())) {
                faults.add("%s.%s is missing".formatted(at, name.stringValue()));
            }
        }
        for (var field : json.properties()) {
            var known = schema.path("properties").get(field.getKey());
            var where = at + "." + field.getKey();
            if (known == null) {
                if (schema.has("properties")
                        && !schema.path("additionalProperties").asBoolean(false)) {
                    faults.add("%s is not described".formatted(where));
                }
            } else if (!field.getValue().isNull() || isRequired(schema, field.getKey())) {
                check(field.getValue(), known, where);
            }
        }
    }

    /** Where the description requires a field, it may be null only if that is among its types. */
    private static boolean isRequired(JsonNode schema, String name) {
        for (var required : schema.path("required")) {
            if (required.stringValue().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void checkFormat(String text, String format, String at) {
        try {
            switch (format) {
                case "date-time" -> Instant.parse(text);
                case "uuid" -> UUID.fromString(text);
                default -> Duration.parse(text);
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            faults.add("%s: '%s' is no %s".formatted(at, text, format));
        }
    }
}
