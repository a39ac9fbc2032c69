package io.orchestrator.integration.duckdb.gx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kinds of column types there are; values of two kinds are never equal. */
enum TypeFamily {
    NUMBER,
    TEXT,
    FLAG,
    TIME,
    OTHER;

    private static final List<String> NUMBERS = List.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "BIGNUM");

    /** How pandas, SQLAlchemy and Spark call DuckDB's types. */
    private static final Map<String, List<String>> OTHER_NAMES = Map.ofEntries(
            Map.entry("TINYINT", List.of("int8", "bytetype")),
            Map.entry("SMALLINT", List.of("int16", "int2", "smallinteger", "shorttype")),
            Map.entry("INTEGER", List.of("int32", "int4", "int", "integertype")),
            Map.entry("BIGINT", List.of("int64", "int8", "biginteger", "longtype", "long", "int")),
            Map.entry("UTINYINT", List.of("uint8")),
            Map.entry("USMALLINT", List.of("uint16")),
            Map.entry("UINTEGER", List.of("uint32")),
            Map.entry("UBIGINT", List.of("uint64")),
            Map.entry("FLOAT", List.of("float32", "float4", "real", "floattype")),
            Map.entry(
                    "DOUBLE",
                    List.of("float64", "float8", "float", "double_precision", "double precision", "doubletype")),
            Map.entry("DECIMAL", List.of("numeric", "decimaltype")),
            Map.entry("BOOLEAN", List.of("bool", "booleantype")),
            Map.entry("VARCHAR", List.of("str", "string", "text", "object", "stringtype", "object_")),
            Map.entry("DATE", List.of("datetype")),
            Map.entry("BLOB", List.of("bytes", "bytea", "binarytype")),
            Map.entry(
                    "TIMESTAMP",
                    List.of("datetime", "datetime64", "datetime64[ns]", "datetime64[us]", "timestamptype")),
            Map.entry("TIMESTAMP_NS", List.of("timestamp", "datetime64[ns]", "datetime", "timestamptype")),
            Map.entry("TIMESTAMP_MS", List.of("timestamp", "datetime64[ms]", "datetime", "timestamptype")),
            Map.entry("TIMESTAMP_S", List.of("timestamp", "datetime64[s]", "datetime", "timestamptype")),
            Map.entry("TIMESTAMP WITH TIME ZONE", List.of("timestamptz", "timestamptype")));

    static TypeFamily of(String type) {
        if (NUMBERS.contains(type) || type.startsWith("DECIMAL")) {
            return NUMBER;
        }
        return switch (type) {
            case "VARCHAR" -> TEXT;
            case "BOOLEAN" -> FLAG;
            case "DATE", "TIME" -> TIME;
            default -> type.startsWith("TIMESTAMP") ? TIME : OTHER;
        };
    }

    /** Whether a column of this kind can hold such a value of JSON. */
    boolean holds(@Nullable Object value) {
        return switch (this) {
            case NUMBER -> value instanceof Number;
            case FLAG -> value instanceof Boolean;
            case TEXT, TIME -> value instanceof String;
            case OTHER -> value != null;
        };
    }

    /** Whether a type of DuckDB goes by a name, of its own or of pandas, SQLAlchemy or Spark. */
    static boolean isCalled(String type, String name) {
        String bare = type.startsWith("DECIMAL") ? "DECIMAL" : type;
        String asked = name.toLowerCase(Locale.ROOT);
        return asked.equals(type.toLowerCase(Locale.ROOT))
                || asked.equals(bare.toLowerCase(Locale.ROOT))
                || OTHER_NAMES.getOrDefault(bare, List.of()).contains(asked);
    }
}
