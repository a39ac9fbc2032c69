package io.orchestrator.integration.duckdb.gx;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads numbers that DuckDB has returned. */
final class Numbers {

    private Numbers() {}

    static long whole(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** NaN if there is none. */
    static double real(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** What is equal if two values of JSON or of the database are equal, however they are written. */
    static Object key(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number when number.isNaN() || number.isInfinite() -> number;
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> value;
        };
    }
}
