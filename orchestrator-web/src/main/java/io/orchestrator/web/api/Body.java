package io.orchestrator.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A JSON object that was sent. Fields that are not known are refused, as Airflow does. */
public final class Body {

    private final JsonNode json;

    private Body(JsonNode json) {
        this.json = json;
    }

    /**
     * @throws ApiRefusal if it is no object, has a field that is not known, or a text that the database cannot hold
     */
    public static Body of(JsonNode json, Set<String> known) {
        if (!json.isObject()) {
            throw ApiRefusal.invalid(InvalidField.body("", "Expected a JSON object"));
        }
        for (var field : json.properties()) {
            if (!known.contains(field.getKey())) {
                throw invalid(
                        StorableText.is(field.getKey()) ? field.getKey() : "?",
                        "This field is not supported here. Supported are: "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
            if (!StorableText.is(field.getValue())) {
                throw invalid(field.getKey(), "It contains a NUL or half of a character");
            }
        }
        return new Body(json);
    }

    /** The same with these fields alone. */
    Body only(Set<String> names) {
        var rest = JsonNodeFactory.instance.objectNode();
        json.properties().stream()
                .filter(field -> names.contains(field.getKey()))
                .forEach(field -> rest.set(field.getKey(), field.getValue()));
        return new Body(rest);
    }

    boolean isEmpty() {
        return json.isEmpty();
    }

    /** It is there; it may be null. */
    public boolean has(String name) {
        return json.has(name);
    }

    /** Empty also if it is null. */
    public Optional<JsonNode> value(String name) {
        return json.optional(name).filter(value -> !value.isNull());
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString()) {
                throw invalid(name, "Expected a text");
            }
            return value.stringValue();
        });
    }

    /** @param longest in characters */
    public Optional<String> text(String name, int longest) {
        var text = text(name);
        if (text.isPresent() && text.get().length() > longest) {
            throw invalid(
                    name,
                    "It has %d characters: expected at most %d"
                            .formatted(text.get().length(), longest));
        }
        return text;
    }

    public Optional<Integer> integer(String name) {
        return value(name).map(value -> {
            if (!value.isInt()) {
                throw invalid(name, "Expected a whole number");
            }
            return value.intValue();
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw invalid(name, "Expected true or false");
            }
            return value.booleanValue();
        });
    }

    public Optional<Instant> instant(String name) {
        return text(name)
                .map(value -> ApiTime.parse(value)
                        .orElseThrow(() -> invalid(
                                name, "'%s' is no time: expected one like 2026-01-31T00:00:00Z".formatted(value))));
    }

    public Optional<JsonNode> object(String name) {
        var value = value(name);
        if (value.isPresent() && !value.get().isObject()) {
            throw invalid(name, "Expected a JSON object");
        }
        return value;
    }

    /** The elements of a list; empty if there is none. */
    public List<JsonNode> list(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw invalid(name, "Expected a list");
                    }
                    return StreamSupport.stream(value.spliterator(), false).toList();
                })
                .orElse(List.of());
    }

    public static ApiRefusal invalid(String name, String message) {
        return ApiRefusal.invalid(InvalidField.body(name, message));
    }
}
