package io.orchestrator.integration.duckdb.gx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much a result tells.
 *
 * @param partial how many unexpected values are listed unless it is COMPLETE
 * @param indexColumns that say which rows are unexpected
 */
record ResultFormat(Level level, int partial, boolean withRows, boolean withoutValues, List<String> indexColumns) {

    /** From little to much, as Great Expectations calls it. */
    enum Level {
        BOOLEAN_ONLY,
        BASIC,
        SUMMARY,
        COMPLETE
    }

    private static final int PARTIAL = 20;

    static ResultFormat of(Level level) {
        return new ResultFormat(level, PARTIAL, false, false, List.of());
    }

    static ResultFormat of(Kwargs kwargs, ResultFormat usual) {
        return switch (kwargs.get("result_format")) {
            case null -> usual;
            case String name -> of(level(kwargs, name));
            case Map<?, ?> map -> of(kwargs, map);
            case Object other -> throw wrong(kwargs, other);
        };
    }

    private static ResultFormat of(Kwargs kwargs, Map<?, ?> map) {
        Kwargs parts = new Kwargs(kwargs.expectation(), strings(map));
        parts.allowOnly(new TreeSet<>(List.of(
                "result_format",
                "partial_unexpected_count",
                "include_unexpected_rows",
                "exclude_unexpected_values",
                "unexpected_index_column_names",
                "return_unexpected_index_query")));
        return new ResultFormat(
                level(kwargs, parts.text("result_format", "BASIC")),
                (int) parts.number("partial_unexpected_count", PARTIAL),
                parts.flag("include_unexpected_rows", false),
                parts.flag("exclude_unexpected_values", false),
                parts.has("unexpected_index_column_names") ? parts.names("unexpected_index_column_names") : List.of());
    }

    private static Map<String, @Nullable Object> strings(Map<?, ?> map) {
        Map<String, @Nullable Object> strings = new LinkedHashMap<>();
        map.forEach((key, value) -> strings.put(String.valueOf(key), value));
        return strings;
    }

    private static Level level(Kwargs kwargs, String name) {
        for (Level level : Level.values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw wrong(kwargs, name);
    }

    private static GxSuiteException wrong(Kwargs kwargs, Object found) {
        return kwargs.fault("has result_format = " + found + "; expected one of " + List.of(Level.values())
                + ", or an object with one of them");
    }

    boolean tells(Level least) {
        return level.compareTo(least) >= 0;
    }
}
