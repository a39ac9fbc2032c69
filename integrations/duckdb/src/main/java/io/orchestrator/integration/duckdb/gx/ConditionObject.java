package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a row condition that stands in a suite as an object, as Great Expectations 1.7 and later write it, as SQL. */
final class ConditionObject {

    private static final Map<String, String> OPERATORS =
            Map.of("==", "=", "!=", "<>", "<", "<", "<=", "<=", ">", ">", ">=", ">=", "IN", "IN", "NOT_IN", "NOT IN");

    private final Kwargs kwargs;

    ConditionObject(Kwargs kwargs) {
        this.kwargs = kwargs;
    }

    /** The text of a condition that is passed through to its parser as it is; null: it is another kind of condition. */
    static @Nullable String passedThrough(Map<?, ?> condition) {
        return "pass_through".equals(condition.get("type"))
                        && condition.get("pass_through_filter") instanceof String text
                ? text
                : null;
    }

    String sql(@Nullable Object condition) {
        if (!(condition instanceof Map<?, ?> map)) {
            throw wrong(condition);
        }
        return switch (String.valueOf(map.get("type"))) {
            case "and" -> all(map, " AND ");
            case "or" -> all(map, " OR ");
            case "nullity" -> column(map) + (Boolean.TRUE.equals(map.get("is_null")) ? " IS NULL" : " IS NOT NULL");
            case "comparison" -> comparison(map);
            default -> throw wrong(condition);
        };
    }

    private String all(Map<?, ?> condition, String operator) {
        if (!(condition.get("conditions") instanceof List<?> parts) || parts.isEmpty()) {
            throw wrong(condition);
        }
        return parts.stream().map(this::sql).collect(Collectors.joining(operator, "(", ")"));
    }

    private String column(Map<?, ?> condition) {
        if (condition.get("column") instanceof Map<?, ?> column && column.get("name") instanceof String name) {
            return Sql.name(name);
        }
        throw wrong(condition);
    }

    private String comparison(Map<?, ?> condition) {
        String operator = OPERATORS.get(String.valueOf(condition.get("operator")));
        Object value = condition.get("parameter");
        if (operator == null || value == null) {
            throw wrong(condition);
        }
        if (!operator.endsWith("IN")) {
            return column(condition) + " " + operator + " " + Sql.literal(value);
        }
        if (!(value instanceof List<?> values)) {
            throw wrong(condition);
        }
        List<String> literals = new ArrayList<>();
        values.forEach(one -> literals.add(Sql.literal(one)));
        return literals.isEmpty()
                ? (operator.equals("IN") ? "false" : "true")
                : column(condition) + " " + operator + " (" + String.join(", ", literals) + ")";
    }

    private GxSuiteException wrong(@Nullable Object condition) {
        return kwargs.fault("has in its row_condition " + condition
                + "; known are the types and, or, nullity, comparison and pass_through, each with its parts");
    }
}
