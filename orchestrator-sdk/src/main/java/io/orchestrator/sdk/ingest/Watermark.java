package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.NoRetryException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Up to where a column was read, in the type that the database compares it with. */
record Watermark(Object value) {

    Watermark {
        value = value instanceof Number number && !(number instanceof Long) ? new BigDecimal(number.toString()) : value;
        if (!(value instanceof Comparable<?>)) {
            throw new NoRetryException("a value of the type " + value.getClass().getSimpleName()
                    + " cannot say up to where was read; use a number, text, date or timestamp");
        }
    }

    /** @throws NoRetryException if it was not written by {@link #meta} */
    static Watermark of(Map<?, ?> meta) {
        String text = String.valueOf(meta.get("value"));
        try {
            return new Watermark(
                    switch (String.valueOf(meta.get("type"))) {
                        case "Long" -> Long.valueOf(text);
                        case "BigDecimal" -> new BigDecimal(text);
                        case "OffsetDateTime" -> OffsetDateTime.parse(text);
                        case "LocalDateTime" -> LocalDateTime.parse(text);
                        case "LocalDate" -> LocalDate.parse(text);
                        case "String" -> text;
                        default -> throw new IllegalArgumentException("unknown type");
                    });
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NoRetryException(
                    "the version before says that it was read up to " + meta + ", which cannot be understood", e);
        }
    }

    Map<String, Object> meta() {
        return Map.of("type", value.getClass().getSimpleName(), "value", value.toString());
    }

    @SuppressWarnings("unchecked")
    Watermark orGreater(@Nullable Watermark other) {
        return other == null || ((Comparable<Object>) value).compareTo(other.value) > 0 ? this : other;
    }
}
