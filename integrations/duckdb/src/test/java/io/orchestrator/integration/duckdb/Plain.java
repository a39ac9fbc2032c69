package io.orchestrator.integration.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads plain values that have to be there. */
public final class Plain {

    private Plain() {}

    public static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) requireNonNull(value);
    }

    public static List<?> list(@Nullable Object value) {
        return (List<?>) requireNonNull(value);
    }
}
