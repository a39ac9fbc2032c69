package io.orchestrator.web.dag;

import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.params.TypedText;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ParamsSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The params of a DAG as fields of a form, made from their schema. */
final class ParamForm {

    static final String PREFIX = "param.";

    private final ParamsSpec spec;

    ParamForm(ParamsSpec spec) {
        this.spec = spec;
    }

    /**
     * The fields in the order of the schema.
     *
     * @param typed by the names of the inputs; none for a form that nobody has filled in yet
     * @param errors by the names of the params
     */
    List<ParamField> fields(Map<String, String> typed, Map<String, String> errors) {
        List<ParamField> fields = new ArrayList<>();
        names().forEach(name -> {
            var schema = properties().path(name);
            var value = typed.getOrDefault(PREFIX + name, asTyped(schema.path("default")));
            fields.add(new ParamField(
                    name,
                    schema.path("title").asString(name),
                    kind(schema),
                    value,
                    options(schema),
                    hint(schema),
                    errors.getOrDefault(name, "")));
        });
        return fields;
    }

    /** What was typed, as the schema's types; what was left empty and may be is left out. */
    JsonNode values(Map<String, String> typed) {
        ObjectNode values = Json.MAPPER.createObjectNode();
        properties().properties().forEach(property -> {
            var text = typed.get(PREFIX + property.getKey());
            var schema = property.getValue();
            if (text != null && (!text.isEmpty() || schema.has("default") || isNullable(schema))) {
                values.set(property.getKey(), TypedText.read(schema, text));
            }
        });
        return values;
    }

    /** A sentence for each param that is wrong, by its name. */
    Map<String, String> errors(Map<String, String> typed) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (RunParams.of(spec, values(typed)) instanceof RunParams.Refused refused) {
            refused.faults()
                    .forEach(fault -> errors.merge(
                            fault.field().replaceAll("[.\\[].*", ""),
                            fault.toString(),
                            (one, other) -> one + "; " + other));
        }
        return errors;
    }

    /** In the order of the author, which the stored schema only keeps in a list. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        spec.schema().path("propertyOrder").forEach(name -> names.add(name.asString()));
        names.retainAll(properties().propertyNames());
        properties().propertyNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    private JsonNode properties() {
        return spec.schema().path("properties");
    }

    private static boolean isNullable(JsonNode schema) {
        return types(schema).contains("null");
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString(""));
    }

    private static ParamField.Kind kind(JsonNode schema) {
        if (!options(schema).isEmpty()) {
            return ParamField.Kind.CHOICE;
        }
        var types = types(schema);
        return types.contains("array") || types.contains("object") ? ParamField.Kind.JSON : ParamField.Kind.LINE;
    }

    private static List<String> options(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            return schema.path("enum").valueStream().map(ParamForm::asTyped).toList();
        }
        if (!types(schema).contains("boolean")) {
            return List.of();
        }
        return isNullable(schema) ? List.of("true", "false", "") : List.of("true", "false");
    }

    private static String asTyped(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.asString() : value.toString();
    }

    private static String hint(JsonNode schema) {
        List<String> parts = new ArrayList<>();
        if (schema.has("description")) {
            parts.add(schema.path("description").asString() + ".");
        }
        parts.add(type(schema));
        return String.join(" ", parts).strip();
    }

    private static String type(JsonNode schema) {
        var format = schema.path("format").asString("");
        return switch (types(schema).getFirst()) {
            case "integer" -> "A whole number" + range(schema) + ".";
            case "number" -> "A number" + range(schema) + ".";
            case "array" -> "A list, as JSON.";
            case "object" -> "An object, as JSON.";
            case "string" ->
                switch (format) {
                    case "date" -> "A date: 2026-01-31.";
                    case "date-time" -> "A date and time: 2026-01-31T08:30:00Z.";
                    case "date-time-local" -> "A date and time: 2026-01-31T08:30:00.";
                    case "duration" -> "A duration: PT15M.";
                    default -> "";
                };
            default -> "";
        };
    }

    private static String range(JsonNode schema) {
        var least = schema.path("minimum");
        var most = schema.path("maximum");
        if (least.isMissingNode()) {
            return most.isMissingNode() ? "" : " up to " + most;
        }
        return most.isMissingNode() ? " from " + least : " from " + least + " to " + most;
    }
}
