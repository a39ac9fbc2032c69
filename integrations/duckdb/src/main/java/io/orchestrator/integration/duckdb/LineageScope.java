package io.orchestrator.integration.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The relations that a part of a query sees, by the names it calls them; names match in any case, as in DuckDB. */
final class LineageScope {

    private final @Nullable LineageScope outer;
    private final Map<String, List<LineageColumn>> relations = new LinkedHashMap<>();
    /** Columns of which a {@code *} shows one only, because a join equates them. */
    private final Set<String> joined = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    LineageScope(@Nullable LineageScope outer) {
        this.outer = outer;
    }

    void add(String name, List<LineageColumn> columns) {
        String key = key(name);
        relations.put(relations.containsKey(key) ? key + "#" + relations.size() : key, columns);
    }

    void join(String column) {
        joined.add(column);
    }

    /** Columns that go by a name here; several if a join equates them. Empty: there is none. */
    List<LineageColumn> find(List<String> path) {
        String column = path.getLast();
        List<LineageColumn> found = new ArrayList<>();
        if (path.size() == 1) {
            relations.values().forEach(columns -> in(columns, column).ifPresent(found::add));
        } else {
            in(relations.getOrDefault(key(path.get(path.size() - 2)), List.of()), column)
                    .ifPresent(found::add);
            // A field of a struct looks like a column of a table.
            if (found.isEmpty()) {
                relations
                        .values()
                        .forEach(columns -> in(columns, path.getFirst())
                                .map(whole ->
                                        LineageColumn.of(column, List.of(whole), LineageColumn.How.TRANSFORMATION))
                                .ifPresent(found::add));
            }
        }
        if (found.size() > 1 && !joined.contains(column)) {
            return List.of(found.getFirst());
        }
        return found.isEmpty() && outer != null ? outer.find(path) : found;
    }

    /** What a {@code *} means here. */
    List<LineageColumn> all(String relation) {
        List<LineageColumn> all = new ArrayList<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        relations.forEach((name, columns) -> {
            if (relation.isEmpty() || name.equals(key(relation))) {
                for (LineageColumn column : columns) {
                    boolean again = !seen.add(column.name());
                    if (!again || !joined.contains(column.name())) {
                        all.add(column);
                    }
                }
            }
        });
        return all;
    }

    private static Optional<LineageColumn> in(List<LineageColumn> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
