package io.orchestrator.integration.duckdb;

import io.orchestrator.integration.duckdb.LineageColumn.How;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which columns expressions of a query use. */
final class LineageExpressions {

    private final LineageReader reader;
    private final Set<String> unresolved;
    private Set<String> aggregates = Set.of();

    LineageExpressions(LineageReader reader, Set<String> unresolved) {
        this.reader = reader;
        this.unresolved = unresolved;
    }

    void aggregates(Set<String> names) {
        aggregates = names;
    }

    /** The columns that one item of a SELECT's list gives. */
    List<LineageColumn> item(JsonNode item, LineageScope scope, Map<String, List<LineageColumn>> tables)
            throws SQLException {
        if (item.path("class").asString().equals("STAR")) {
            return star(item, scope, tables);
        }
        if (item.path("class").asString().equals("COLUMN_REF")) {
            List<String> path = path(item);
            List<LineageColumn> found = column(path, scope);
            String alias = item.path("alias").asString();
            return List.of(LineageColumn.of(alias.isEmpty() ? path.getLast() : alias, found, How.IDENTITY));
        }
        How how = aggregates(item) ? How.AGGREGATION : How.TRANSFORMATION;
        return List.of(LineageColumn.of(item.path("alias").asString(), used(item, scope, tables), how));
    }

    private List<LineageColumn> star(JsonNode star, LineageScope scope, Map<String, List<LineageColumn>> tables)
            throws SQLException {
        if (star.path("columns").asBoolean() || star.path("expr").isObject()) {
            unresolved.add("COLUMNS(..) was not followed");
            return List.of();
        }
        Set<String> excluded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        star.path("exclude_list").forEach(name -> excluded.add(name.asString()));
        star.path("qualified_exclude_list")
                .forEach(name -> excluded.add(name.path("column").asString()));
        List<LineageColumn> columns = new ArrayList<>();
        for (LineageColumn column : scope.all(star.path("relation_name").asString())) {
            if (!excluded.contains(column.name())) {
                columns.add(replaced(star, column, scope, tables));
            }
        }
        return columns;
    }

    private LineageColumn replaced(
            JsonNode star, LineageColumn column, LineageScope scope, Map<String, List<LineageColumn>> tables)
            throws SQLException {
        for (JsonNode replacement : star.path("replace_list")) {
            if (replacement.path("key").asString().equalsIgnoreCase(column.name())) {
                return item(replacement.path("value"), scope, tables).getFirst().named(column.name());
            }
        }
        for (JsonNode renaming : star.path("rename_list")) {
            if (renaming.path("key").path("column").asString().equalsIgnoreCase(column.name())) {
                return column.named(renaming.path("value").asString());
            }
        }
        return column;
    }

    /** All columns below an expression, or below a list of them. */
    List<LineageColumn> used(JsonNode expression, LineageScope scope, Map<String, List<LineageColumn>> tables)
            throws SQLException {
        List<LineageColumn> used = new ArrayList<>();
        collect(expression, scope, tables, used);
        return used;
    }

    private void collect(
            JsonNode node, LineageScope scope, Map<String, List<LineageColumn>> tables, List<LineageColumn> used)
            throws SQLException {
        switch (node.path("class").asString("")) {
            case "COLUMN_REF" -> used.addAll(column(path(node), scope));
            case "STAR" -> used.addAll(star(node, scope, tables));
            case "LAMBDA" -> unresolved.add("what a lambda uses was not followed");
            case "SUBQUERY" -> {
                used.addAll(reader.query(node.path("subquery").path("node"), scope, tables));
                collect(node.path("child"), scope, tables, used);
            }
            default -> {
                for (JsonNode part : node) {
                    if (part.isContainer()) {
                        collect(part, scope, tables, used);
                    }
                }
            }
        }
    }

    private List<LineageColumn> column(List<String> path, LineageScope scope) {
        List<LineageColumn> found = scope.find(path);
        if (found.isEmpty()) {
            unresolved.add("where the column '" + String.join(".", path) + "' comes from was not found");
            return List.of(new LineageColumn(path.getLast(), Set.of(), How.UNKNOWN));
        }
        return found;
    }

    private static List<String> path(JsonNode column) {
        List<String> path = new ArrayList<>();
        column.path("column_names").forEach(name -> path.add(name.asString()));
        return path;
    }

    private boolean aggregates(JsonNode node) {
        String kind = node.path("class").asString("");
        if (kind.equals("WINDOW")
                || kind.equals("FUNCTION")
                        && aggregates.contains(node.path("function_name").asString())) {
            return true;
        }
        for (JsonNode part : node) {
            if (part.isContainer() && !kind.equals("SUBQUERY") && aggregates(part)) {
                return true;
            }
        }
        return false;
    }
}
