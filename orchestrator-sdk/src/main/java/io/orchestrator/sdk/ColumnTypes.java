package io.orchestrator.sdk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which type of a column can hold all values of which other one, under the names that DuckDB, Spark, pandas and Java use. */
final class ColumnTypes {

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("INT1", "TINYINT"),
            Map.entry("INT8", "BIGINT"),
            Map.entry("BYTE", "TINYINT"),
            Map.entry("INT2", "SMALLINT"),
            Map.entry("SHORT", "SMALLINT"),
            Map.entry("INT", "INTEGER"),
            Map.entry("INT4", "INTEGER"),
            Map.entry("INT32", "INTEGER"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("INT64", "BIGINT"),
            Map.entry("REAL", "FLOAT"),
            Map.entry("FLOAT4", "FLOAT"),
            Map.entry("FLOAT32", "FLOAT"),
            Map.entry("FLOAT8", "DOUBLE"),
            Map.entry("FLOAT64", "DOUBLE"),
            Map.entry("DOUBLE PRECISION", "DOUBLE"),
            Map.entry("TEXT", "VARCHAR"),
            Map.entry("STRING", "VARCHAR"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("DATETIME", "TIMESTAMP"),
            Map.entry("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"),
            Map.entry("BYTEA", "BLOB"),
            Map.entry("BINARY", "BLOB"));

    /** Each holds all values of those before it. */
    private static final List<List<String>> GROWING = List.of(
            List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
            List.of("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
            List.of("FLOAT", "DOUBLE"));

    private static final Pattern DECIMAL = Pattern.compile("(?:DECIMAL|NUMERIC)\\((\\d{1,4}), ?(\\d{1,4})\\)");

    private ColumnTypes() {}

    /** Whether the one is the same type or a wider one. */
    static boolean holds(String wide, String narrow) {
        String one = name(wide);
        String other = name(narrow);
        if (one.equals(other)) {
            return true;
        }
        Matcher wideDecimal = DECIMAL.matcher(one);
        Matcher narrowDecimal = DECIMAL.matcher(other);
        if (wideDecimal.matches() && narrowDecimal.matches()) {
            return digits(wideDecimal, 2) == digits(narrowDecimal, 2)
                    && digits(wideDecimal, 1) >= digits(narrowDecimal, 1);
        }
        return GROWING.stream().anyMatch(types -> types.contains(other) && types.indexOf(one) > types.indexOf(other));
    }

    private static int digits(Matcher decimal, int group) {
        return Integer.parseInt(decimal.group(group));
    }

    private static String name(String type) {
        String upper = type.strip().toUpperCase(Locale.ROOT);
        return SAME.getOrDefault(upper, upper);
    }
}
