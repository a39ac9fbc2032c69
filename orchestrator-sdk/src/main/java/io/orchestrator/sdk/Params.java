package io.orchestrator.sdk;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a run.
 *
 * <p>A getter without a default throws {@link NoRetryException} if the parameter is missing or null; every getter throws it if
 * the parameter is there with another type, since another try would find the same.
 */
public final class Params {

    private final Map<String, @Nullable Object> values;

    private Params(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Of values as JSON has them: strings, numbers, booleans, lists, maps and nulls. */
    public static Params of(Map<String, ? extends @Nullable Object> values) {
        return new Params(Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(values)));
    }

    public String string(String name) {
        return asString(name, required(name, values.get(name)));
    }

    public String string(String name, String fallback) {
        Object value = values.get(name);
        return value == null ? fallback : asString(name, value);
    }

    public long integer(String name) {
        return asInteger(name, required(name, values.get(name)));
    }

    public long integer(String name, long fallback) {
        Object value = values.get(name);
        return value == null ? fallback : asInteger(name, value);
    }

    public double decimal(String name) {
        return asDecimal(name, required(name, values.get(name)));
    }

    public double decimal(String name, double fallback) {
        Object value = values.get(name);
        return value == null ? fallback : asDecimal(name, value);
    }

    public boolean bool(String name) {
        return asBool(name, required(name, values.get(name)));
    }

    public boolean bool(String name, boolean fallback) {
        Object value = values.get(name);
        return value == null ? fallback : asBool(name, value);
    }

    /** Written as ISO 8601 with an offset, such as {@code 2026-01-01T06:30:00Z}. */
    public Instant instant(String name) {
        return asInstant(name, required(name, values.get(name)));
    }

    /** Written as ISO 8601 with an offset, such as {@code 2026-01-01T06:30:00Z}. */
    public Instant instant(String name, Instant fallback) {
        Object value = values.get(name);
        return value == null ? fallback : asInstant(name, value);
    }

    /** All of them, in the order given; unmodifiable. */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static String asString(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, value, "a string");
    }

    private static long asInteger(String name, Object value) {
        if (value instanceof Number) {
            try {
                return new BigDecimal(value.toString()).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw wrong(name, value, "an integer");
            }
        }
        throw wrong(name, value, "an integer");
    }

    private static double asDecimal(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, value, "a number");
    }

    private static boolean asBool(String name, Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw wrong(name, value, "true or false");
    }

    private static Instant asInstant(String name, Object value) {
        try {
            return OffsetDateTime.parse(value.toString()).toInstant();
        } catch (DateTimeException e) {
            throw wrong(name, value, "a date-time such as 2026-01-01T06:30:00Z");
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new NoRetryException("The parameter '" + name + "' is missing; trigger the run with it");
        }
        return value;
    }

    private static NoRetryException wrong(String name, Object value, String expected) {
        return new NoRetryException("The parameter '" + name + "' is '" + value + "' ("
                + value.getClass().getSimpleName() + "), expected " + expected);
    }
}
