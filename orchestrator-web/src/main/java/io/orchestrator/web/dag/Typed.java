package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What somebody typed into a field: a value, or a sentence on what is wrong with it. */
public sealed interface Typed<T> {

    record Right<T>(@Nullable T value) implements Typed<T> {}

    record Wrong<T>(String sentence) implements Typed<T> {}

    /** @throws IllegalStateException if it is wrong */
    default T right() {
        return switch (this) {
            case Right<T> typed -> Objects.requireNonNull(typed.value());
            case Wrong<T> wrong -> throw new IllegalStateException(wrong.sentence());
        };
    }

    /** A date, or a date with time; without an offset it is UTC. Empty: right, and null. */
    static Typed<Instant> date(String text) {
        if (text.isEmpty()) {
            return new Right<>(null);
        }
        try {
            return new Right<>(instant(text.replace(' ', 'T')));
        } catch (DateTimeParseException notOne) {
            return new Wrong<>(
                    "“%s” is no date. Write 2026-01-31 or 2026-01-31T06:00, which are UTC, or 2026-01-31T06:00+01:00."
                            .formatted(text));
        }
    }

    private static Instant instant(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    /** A JSON object. Empty: one without fields. */
    static Typed<JsonNode> object(String text) {
        if (text.isEmpty()) {
            return new Right<>(Json.MAPPER.createObjectNode());
        }
        try {
            var value = Json.MAPPER.readTree(text);
            return value.isObject()
                    ? new Right<>(value)
                    : new Wrong<>(
                            "Parameters are a JSON object, as in {\"rows\": 1000}; this is %s.".formatted(kind(value)));
        } catch (JacksonException broken) {
            var at = broken.getLocation();
            return new Wrong<>("This is not JSON: %s (line %d, column %d)."
                    .formatted(broken.getOriginalMessage(), at.getLineNr(), at.getColumnNr()));
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case MISSING -> "nothing";
            case BINARY, OBJECT, POJO -> "something else";
        };
    }
}
