package io.orchestrator.core.engine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Replaces the characters that no PostgreSQL text can hold; what has none of them is given back as it is. */
final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (cannotBeHeld(text, i)) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int from) {
        StringBuilder held = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            if (cannotBeHeld(text, i)) {
                held.setCharAt(i, REPLACEMENT);
            }
        }
        return held.toString();
    }

    private static boolean cannotBeHeld(String text, int index) {
        char character = text.charAt(index);
        if (!Character.isSurrogate(character)) {
            return character == 0;
        }
        int partner = Character.isHighSurrogate(character) ? index + 1 : index - 1;
        return partner < 0
                || partner == text.length()
                || !Character.isSurrogatePair(
                        text.charAt(Math.min(index, partner)), text.charAt(Math.max(index, partner)));
    }

    static JsonNode of(JsonNode json) {
        return switch (json) {
            case StringNode string -> string(string);
            case ObjectNode object -> object(object);
            case ArrayNode array -> array(array);
            default -> json;
        };
    }

    private static JsonNode string(StringNode string) {
        String held = of(string.stringValue());
        return held.equals(string.stringValue()) ? string : StringNode.valueOf(held);
    }

    private static JsonNode object(ObjectNode object) {
        ObjectNode held = JsonNodeFactory.instance.objectNode();
        boolean same = true;
        for (var field : object.properties()) {
            String name = of(field.getKey());
            JsonNode value = of(field.getValue());
            same &= value == field.getValue() && name.equals(field.getKey());
            held.set(name, value);
        }
        return same ? object : held;
    }

    private static JsonNode array(ArrayNode array) {
        ArrayNode held = JsonNodeFactory.instance.arrayNode();
        boolean same = true;
        for (JsonNode element : array) {
            JsonNode value = of(element);
            same &= value == element;
            held.add(value);
        }
        return same ? array : held;
    }
}
