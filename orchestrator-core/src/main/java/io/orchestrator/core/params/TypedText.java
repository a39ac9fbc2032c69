package io.orchestrator.core.params;

import io.orchestrator.protocol.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** A text that a person typed into a form, as the value that its schema asks for. */
public final class TypedText {

    /** A number with more digits before or after its point is not read as a number. */
    private static final int MOST_DIGITS = 400;

    private TypedText() {}

    /**
     * @return the text as the first type of the schema that it can be; as a text if there is none, so that checking it says
     *     what was expected
     */
    public static JsonNode read(JsonNode schema, String text) {
        JsonNode types = schema.path("type");
        List<String> names = types.isArray()
                ? types.valueStream().map(JsonNode::asString).toList()
                : types.isString() ? List.of(types.asString()) : List.of();
        if (names.isEmpty()) {
            return json(text).orElse(JsonNodeFactory.instance.stringNode(text));
        }
        if (text.isEmpty() && names.contains("null")) {
            return NullNode.getInstance();
        }
        return names.stream()
                .flatMap(type -> as(type, text).stream())
                .findFirst()
                .orElse(JsonNodeFactory.instance.stringNode(text));
    }

    private static Optional<JsonNode> as(String type, String text) {
        return switch (type) {
            case "integer", "number" -> number(text);
            case "boolean" ->
                text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                        ? Optional.of(BooleanNode.valueOf(text.equalsIgnoreCase("true")))
                        : Optional.empty();
            case "array" -> json(text).filter(JsonNode::isArray);
            case "object" -> json(text).filter(JsonNode::isObject);
            case "string" -> Optional.of(JsonNodeFactory.instance.stringNode(text));
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
                return Optional.empty();
            }
            return Optional.of(
                    number.scale() <= 0
                            ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
                            : JsonNodeFactory.instance.numberNode(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
