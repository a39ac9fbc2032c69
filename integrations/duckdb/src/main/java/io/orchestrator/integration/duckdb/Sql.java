package io.orchestrator.integration.duckdb;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as DuckDB's SQL does. */
public final class Sql {

    private Sql() {}

    /** A name of a column or table, whatever characters it has. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Names, with commas between them. */
    public static String names(Collection<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** A text, or the path of a file. */
    public static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A number, boolean or text; null is NULL, whatever else becomes the text that it prints. */
    public static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Boolean flag -> flag.toString();
            case Double number when number.isNaN() || number.isInfinite() -> text(infinite(number)) + "::DOUBLE";
            case Double number -> number + "::DOUBLE";
            case Number number -> number.toString();
            default -> text(value.toString());
        };
    }

    private static String infinite(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return number > 0 ? "Infinity" : "-Infinity";
    }

    /** All rows of Parquet files that have the same columns. */
    public static String parquet(Collection<Path> files) {
        return files.stream()
                .map(file -> text(file.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
    }
}
