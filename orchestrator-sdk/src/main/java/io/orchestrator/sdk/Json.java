package io.orchestrator.sdk;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON and back, for what crosses the border of the JVM: processes, files of lines, other systems' answers. */
public final class Json {

    private static final int DEEPEST = 100;

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * One line.
     *
     * @param value null, texts, numbers, booleans, dates and times, enums, paths, UUIDs, and records, maps, lists, sets, arrays and
     *     optionals of such
     * @throws IllegalArgumentException for anything else, such as NaN
     */
    public static String write(@Nullable Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.out.toString();
    }

    /**
     * What a text holds: null, String, Boolean, Long, BigInteger, Double, List or Map, the latter two unmodifiable and in order.
     *
     * @throws IllegalArgumentException if it is no JSON; it says what was found where
     */
    public static @Nullable Object read(String text) {
        return new JsonReader(text).all();
    }

    /**
     * The same, of a text that holds an object.
     *
     * @throws IllegalArgumentException if it holds anything else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("expected a JSON object");
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a value is nested deeper than " + DEEPEST + " levels");
        }
        switch (value) {
            case null -> out.append("null");
            case Boolean bool -> out.append(bool);
            case Double number -> number(number, Double.isFinite(number));
            case Float number -> number(number, Float.isFinite(number));
            case Number number when isExact(number) -> out.append(number);
            case Map<?, ?> map -> map(map, depth);
            case Iterable<?> list when !(value instanceof Path) -> list(list, depth);
            case Object[] array -> list(Arrays.asList(array), depth);
            case Optional<?> optional -> value(optional.orElse(null), depth);
            case Record record -> map(components(record), depth);
            case Enum<?> constant -> text(constant.name());
            case Object plain when isText(plain) -> text(plain.toString());
            default ->
                throw new IllegalArgumentException(
                        "a " + value.getClass().getName() + " cannot be written as JSON; use plain values");
        }
    }

    private static boolean isExact(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal;
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof Path
                || value instanceof UUID
                || value instanceof URI
                || value instanceof TemporalAccessor
                || value instanceof Duration;
    }

    private void number(Number number, boolean finite) {
        if (!finite) {
            throw new IllegalArgumentException("JSON has no " + number + "; use null");
        }
        out.append(number);
    }

    private void map(Map<?, ?> map, int depth) {
        char next = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(next);
            text(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue(), depth + 1);
            next = ',';
        }
        out.append(next == '{' ? "{}" : "}");
    }

    private void list(Iterable<?> list, int depth) {
        char next = '[';
        for (Object element : list) {
            out.append(next);
            value(element, depth + 1);
            next = ',';
        }
        out.append(next == '[' ? "[]" : "]");
    }

    private static Map<String, @Nullable Object> components(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("record " + record.getClass().getName() + " cannot be read", e);
            }
        }
        return values;
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c) && !isPair(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half a character has no UTF-8. */
    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
