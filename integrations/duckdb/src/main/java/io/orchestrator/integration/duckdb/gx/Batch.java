package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expectation looks at.
 *
 * @param relation the table or view, quoted
 * @param types of its columns, by name, in order
 * @param others relations that expectations may name, by that name
 * @param condition which rows count, as SQL; null: all
 */
record Batch(
        DuckDb duckDb,
        String relation,
        Map<String, String> types,
        Map<String, String> others,
        @Nullable String condition) {

    /** The same, of which only some rows count. */
    Batch where(@Nullable String rows) {
        return new Batch(duckDb, relation, types, others, rows);
    }

    /** What an aggregate function is followed by so that it sees the rows that count. */
    String filter() {
        return condition == null ? "" : " FILTER (WHERE (" + condition + "))";
    }

    /** An aggregate that counts rows of which something holds as well; as CASE, which DuckDB does quicker than FILTER. */
    String count(String predicate) {
        return "count(CASE WHEN " + and(predicate) + " THEN 1 END)";
    }

    /** An aggregate that counts values that are no nulls. */
    String countValues(String column) {
        return condition == null ? "count(" + name(column) + ")" : count(name(column) + " IS NOT NULL");
    }

    String count() {
        return "count(*)" + filter();
    }

    /** The rows that count, as what follows FROM. */
    String rows() {
        return condition == null ? relation : relation + " WHERE (" + condition + ")";
    }

    /** Those of them of which something holds as well, as what follows FROM. */
    String rows(String predicate) {
        return relation + " WHERE " + and(predicate);
    }

    private String and(String predicate) {
        return condition == null ? "(" + predicate + ")" : "(" + condition + ") AND (" + predicate + ")";
    }

    String type(String column) {
        return types.getOrDefault(column, "");
    }

    TypeFamily family(String column) {
        return TypeFamily.of(type(column));
    }

    static String name(String column) {
        return Sql.name(column);
    }
}
