package io.orchestrator.web.api;

import tools.jackson.databind.JsonNode;

/** Whether the database can hold a text: it keeps no NUL, and no half of a character. */
final class StorableText {

    private StorableText() {}

    static boolean is(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0) {
                return false;
            }
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                return false;
            }
        }
        return true;
    }

    /** The same for every text within a JSON value. */
    static boolean is(JsonNode json) {
        if (json.isString()) {
            return is(json.stringValue());
        }
        for (var field : json.properties()) {
            if (!is(field.getKey()) || !is(field.getValue())) {
                return false;
            }
        }
        if (json.isArray()) {
            for (var element : json) {
                if (!is(element)) {
                    return false;
                }
            }
        }
        return true;
    }
}
