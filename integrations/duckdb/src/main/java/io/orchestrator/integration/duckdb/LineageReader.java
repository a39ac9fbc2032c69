package io.orchestrator.integration.duckdb;

import io.orchestrator.integration.duckdb.Lineage.Origin;
import io.orchestrator.integration.duckdb.LineageColumn.How;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows columns through a query as DuckDB has parsed it. What it does not understand, it says. */
final class LineageReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DuckDb duckDb;
    /** Dataset names by view. */
    private final Map<String, String> datasets;

    private final LineageExpressions expressions;
    private final Set<Origin> conditions = new TreeSet<>();
    private final Set<String> unresolved = new TreeSet<>();

    private LineageReader(DuckDb duckDb, Map<String, String> datasets) {
        this.duckDb = duckDb;
        this.datasets = datasets;
        this.expressions = new LineageExpressions(this, unresolved);
    }

    /**
     * @param query one SELECT
     * @param datasets by view of the session
     */
    static Lineage of(DuckDb duckDb, String query, Map<String, String> datasets) throws SQLException {
        return new LineageReader(duckDb, datasets).read(query);
    }

    private Lineage read(String query) throws SQLException {
        List<String> names = duckDb.columns("(" + query + "\n)").stream()
                .map(column -> column.name())
                .toList();
        List<LineageColumn> columns = List.of();
        Object parsed =
                duckDb.row("SELECT json_serialize_sql(" + Sql.text(query) + ")").getFirst();
        JsonNode tree = JSON.readTree(String.valueOf(parsed));
        if (tree.path("error").asBoolean()) {
            unresolved.add("the query is not one that can be followed: "
                    + tree.path("error_message").asString());
        } else {
            expressions.aggregates(aggregates());
            columns = query(tree.path("statements").path(0).path("node"), null, Map.of());
        }
        return new Lineage(outputs(names, columns), List.copyOf(conditions), List.copyOf(unresolved));
    }

    private Set<String> aggregates() throws SQLException {
        Set<String> names = new TreeSet<>();
        duckDb.read(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'",
                row -> names.add(row.getString(1)));
        return names;
    }

    /** By position, under the names that the query really gives. */
    private Map<String, Lineage.Output> outputs(List<String> names, List<LineageColumn> columns) {
        boolean fits = names.size() == columns.size();
        if (!fits) {
            unresolved.add("the query has %d columns, of which %d were followed; none is told"
                    .formatted(names.size(), columns.size()));
        }
        Map<String, Lineage.Output> outputs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            LineageColumn column = fits ? columns.get(i) : new LineageColumn(names.get(i), Set.of(), How.UNKNOWN);
            outputs.put(
                    names.get(i),
                    new Lineage.Output(
                            List.copyOf(column.origins()), column.how().name().toLowerCase(Locale.ROOT)));
        }
        return outputs;
    }

    /** The columns of a query; what it uses for conditions is kept. */
    List<LineageColumn> query(JsonNode node, @Nullable LineageScope outer, Map<String, List<LineageColumn>> outerTables)
            throws SQLException {
        Map<String, List<LineageColumn>> tables = new LinkedHashMap<>(outerTables);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            JsonNode query = entry.path("value").path("query_node");
            if (query.isMissingNode()) {
                query = entry.path("value").path("query").path("node");
            }
            List<LineageColumn> columns = query(query, outer, tables);
            tables.put(
                    entry.path("key").asString().toLowerCase(Locale.ROOT),
                    renamed(columns, entry.path("value").path("aliases")));
        }
        return switch (node.path("type").asString()) {
            case "SELECT_NODE" -> select(node, outer, tables);
            case "SET_OPERATION_NODE" -> union(node, outer, tables);
            case String other -> {
                unresolved.add("a part of the query of the kind " + other + " was not followed");
                yield List.of();
            }
        };
    }

    private List<LineageColumn> union(
            JsonNode node, @Nullable LineageScope outer, Map<String, List<LineageColumn>> tables) throws SQLException {
        List<List<LineageColumn>> parts = new ArrayList<>();
        for (JsonNode child : node.path("children")) {
            parts.add(query(child, outer, tables));
        }
        for (String side : List.of("left", "right")) {
            if (node.path(side).isObject()) {
                parts.add(query(node.path(side), outer, tables));
            }
        }
        List<LineageColumn> first = parts.isEmpty() ? List.of() : parts.getFirst();
        if (node.path("setop_type").asString().endsWith("BY_NAME")) {
            unresolved.add("a union by name was followed by position");
        }
        List<LineageColumn> all = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            int at = i;
            List<LineageColumn> same = parts.stream()
                    .filter(part -> at < part.size())
                    .map(part -> part.get(at))
                    .toList();
            all.add(LineageColumn.of(first.get(i).name(), same, How.IDENTITY));
        }
        return all;
    }

    private List<LineageColumn> select(
            JsonNode node, @Nullable LineageScope outer, Map<String, List<LineageColumn>> tables) throws SQLException {
        LineageScope scope = new LineageScope(outer);
        from(node.path("from_table"), scope, tables);
        for (String clause : List.of("where_clause", "group_expressions", "having", "qualify")) {
            condition(node.path(clause), scope, tables);
        }
        List<LineageColumn> columns = new ArrayList<>();
        for (JsonNode item : node.path("select_list")) {
            columns.addAll(expressions.item(item, scope, tables));
        }
        LineageScope ordering = new LineageScope(scope);
        ordering.add("", columns);
        for (JsonNode modifier : node.path("modifiers")) {
            condition(modifier, ordering, tables);
        }
        return columns;
    }

    private void condition(JsonNode expression, LineageScope scope, Map<String, List<LineageColumn>> tables)
            throws SQLException {
        for (LineageColumn used : expressions.used(expression, scope, tables)) {
            conditions.addAll(used.origins());
        }
    }

    private void from(JsonNode table, LineageScope scope, Map<String, List<LineageColumn>> tables) throws SQLException {
        switch (table.path("type").asString()) {
            case "BASE_TABLE" -> {
                String name = table.path("table_name").asString();
                scope.add(alias(table, name), renamed(base(name, tables), table.path("column_name_alias")));
            }
            case "SUBQUERY" -> {
                List<LineageColumn> columns = query(table.path("subquery").path("node"), scope, tables);
                scope.add(alias(table, ""), renamed(columns, table.path("column_name_alias")));
            }
            case "JOIN" -> {
                from(table.path("left"), scope, tables);
                from(table.path("right"), scope, tables);
                table.path("using_columns").forEach(column -> scope.join(column.asString()));
                if (table.path("ref_type").asString().equals("NATURAL")) {
                    unresolved.add("which columns a natural join compares was not followed");
                }
                condition(table.path("condition"), scope, tables);
                for (JsonNode column : table.path("using_columns")) {
                    scope.find(List.of(column.asString())).forEach(same -> conditions.addAll(same.origins()));
                }
            }
            case "EMPTY" -> {}
            case "EXPRESSION_LIST" -> scope.add(alias(table, ""), constants(table));
            case String other ->
                unresolved.add("what is read from a "
                        + other.toLowerCase(Locale.ROOT).replace('_', ' ') + " is no dataset, and was not followed");
        }
    }

    private static String alias(JsonNode table, String usual) {
        String alias = table.path("alias").asString();
        return alias.isEmpty() ? usual : alias;
    }

    /** A list of values has no origin. */
    private static List<LineageColumn> constants(JsonNode table) {
        int columns = table.path("values").path(0).size();
        List<LineageColumn> all = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            String name = table.path("expected_names").path(i).asString("col" + i);
            all.add(new LineageColumn(name, Set.of(), How.TRANSFORMATION));
        }
        return renamed(all, table.path("column_name_alias"));
    }

    private List<LineageColumn> base(String name, Map<String, List<LineageColumn>> tables) throws SQLException {
        List<LineageColumn> known = tables.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        String dataset = datasets.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (dataset == null) {
            unresolved.add("'" + name + "' is no dataset of this task, and was not followed");
        }
        List<LineageColumn> columns = new ArrayList<>();
        for (var column : duckDb.columns(Sql.name(name))) {
            Set<Origin> origins = dataset == null ? Set.of() : Set.of(new Origin(dataset, column.name()));
            columns.add(new LineageColumn(column.name(), origins, dataset == null ? How.UNKNOWN : How.IDENTITY));
        }
        return columns;
    }

    private static List<LineageColumn> renamed(List<LineageColumn> columns, JsonNode names) {
        List<LineageColumn> renamed = new ArrayList<>(columns);
        for (int i = 0; i < Math.min(names.size(), columns.size()); i++) {
            renamed.set(i, columns.get(i).named(names.get(i).asString()));
        }
        return renamed;
    }
}
