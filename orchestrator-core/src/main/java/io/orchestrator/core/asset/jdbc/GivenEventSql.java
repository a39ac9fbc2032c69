package io.orchestrator.core.asset.jdbc;

/** Statements that read events of assets for tasks. */
final class GivenEventSql {

    private static final String COLUMNS = """
            e.event_id, a.name, a.uri, e.at, e.extra, e.dag_id, e.task_id, e.run_id, e.map_index, e.aliases""";

    /** The newest events of the active asset of a name. */
    static final String OF_ASSET = "SELECT " + COLUMNS + """

            FROM asset a JOIN asset_event e ON e.asset_id = a.asset_id
            WHERE a.name = ? AND a.active
            ORDER BY e.event_id DESC LIMIT ?""";

    /** The newest events that came through an alias. */
    static final String OF_ALIAS = "SELECT " + COLUMNS + """

            FROM asset_alias_target t
                JOIN asset a ON a.asset_id = t.asset_id
                JOIN asset_event e ON e.asset_id = a.asset_id AND e.aliases @> ARRAY[t.alias]
            WHERE t.alias = ?
            ORDER BY e.event_id DESC LIMIT ?""";

    /** The events that a run has taken. */
    static final String OF_RUN = "SELECT " + COLUMNS + """

            FROM asset_event_taken t
                JOIN asset_event e ON e.event_id = t.event_id
                JOIN asset a ON a.asset_id = e.asset_id
            WHERE t.run_key = ? AND NOT t.passed_over
            ORDER BY e.event_id DESC LIMIT ?""";

    private GivenEventSql() {}
}
