package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a row condition of Great Expectations, as its own or pandas' parser knows it, as SQL. */
final class RowCondition {

    private static final Set<String> AS_IT_IS = Set.of("spark", "spark_sql", "sql");
    private static final Set<String> TRANSLATED =
            Set.of("pandas", "python", "great_expectations", "great_expectations__experimental__", "ge");

    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<column>col\\(\\s*(?:"[^"]+"|'[^']+')\\s*\\))\
            |(?<date>date\\(\\s*(?:"[^"]*"|'[^']*')\\s*\\))\
            |(?<method>\\.\\s*(?:notnull|isnull|notna|isna|notNull|isNull)\\(\\s*\\))\
            |(?<name>`[^`]+`|[\\p{L}_][\\p{L}\\p{N}_]*)\
            |(?<text>"[^"]*"|'[^']*')\
            |(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)\
            |(?<sign>==|!=|<=|>=|<|>|&|\\||~|\\(|\\)|\\[|]|,|\\+|-|\\*|/|%))""");

    private static final Map<String, String> SIGNS =
            Map.of("==", "=", "!=", "<>", "&", "AND", "|", "OR", "~", "NOT", "[", "(", "]", ")");
    private static final Map<String, String> WORDS = Map.of(
            "and", "AND", "or", "OR", "not", "NOT", "in", "IN", "True", "true", "False", "false", "None", "NULL");

    private RowCondition() {}

    /** As SQL; null: there is none. */
    static @Nullable String of(Kwargs kwargs) {
        if (!kwargs.has("row_condition")) {
            return null;
        }
        String condition;
        if (kwargs.get("row_condition") instanceof Map<?, ?> object) {
            condition = ConditionObject.passedThrough(object);
            if (condition == null) {
                return new ConditionObject(kwargs).sql(object);
            }
        } else {
            condition = kwargs.text("row_condition");
        }
        if (condition.isBlank()) {
            return null;
        }
        if (!kwargs.has("condition_parser")) {
            throw kwargs.fault(
                    "has a row_condition without condition_parser; give 'pandas', 'great_expectations' or 'spark'");
        }
        String parser = kwargs.text("condition_parser");
        if (AS_IT_IS.contains(parser)) {
            return condition;
        }
        if (!TRANSLATED.contains(parser)) {
            throw kwargs.fault(
                    "has condition_parser = " + parser + "; expected 'pandas', 'great_expectations' or 'spark'");
        }
        return String.join(" ", translate(kwargs, condition));
    }

    private static List<String> translate(Kwargs kwargs, String condition) {
        List<String> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(condition.strip());
        int at = 0;
        while (at < condition.strip().length()) {
            if (!token.find() || token.start() != at) {
                throw kwargs.fault(
                        "has the row_condition " + condition + ", which cannot be read from '"
                                + condition.strip().substring(at)
                                + "' on; known are columns, numbers, texts, comparisons, in, and, or, not, .isnull() and .notnull()");
            }
            parts.add(sql(token));
            at = token.end();
        }
        return parts;
    }

    private static String sql(Matcher token) {
        if (token.group("column") instanceof String column) {
            return Sql.name(quoted(column));
        }
        if (token.group("date") instanceof String date) {
            return "DATE " + Sql.text(quoted(date));
        }
        if (token.group("method") instanceof String method) {
            return method.toLowerCase(Locale.ROOT).contains("not") ? "IS NOT NULL" : "IS NULL";
        }
        if (token.group("name") instanceof String name) {
            return WORDS.getOrDefault(name, Sql.name(name.replace("`", "")));
        }
        if (token.group("text") instanceof String text) {
            return Sql.text(text.substring(1, text.length() - 1));
        }
        if (token.group("number") instanceof String number) {
            return number;
        }
        return SIGNS.getOrDefault(token.group("sign"), token.group("sign"));
    }

    /** What stands between the quotes of {@code col("x")}. */
    private static String quoted(String call) {
        String inner =
                call.substring(call.indexOf('(') + 1, call.lastIndexOf(')')).strip();
        return inner.substring(1, inner.length() - 1);
    }
}
