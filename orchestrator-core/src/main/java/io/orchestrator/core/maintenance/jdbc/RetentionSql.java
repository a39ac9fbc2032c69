package io.orchestrator.core.maintenance.jdbc;

import java.util.List;

/** Statements that take away old runs. */
final class RetentionSql {

    /** What lies below a run, by its key. */
    static final List<String> TABLES = List.of("task_instance", "task_attempt", "task_output", "log_chunk");

    /** Held by somebody, or the newest of their DAG, by creation or by date: what comes next may depend on these. */
    private static final String KEPT = """
            kept AS (
                SELECT run_key FROM run_hold
                UNION
                SELECT (SELECT r.run_key FROM dag_run r WHERE r.dag_id = d.dag_id ORDER BY r.run_key DESC LIMIT 1) FROM dag d
                UNION
                SELECT (SELECT r.run_key FROM dag_run r WHERE r.dag_id = d.dag_id AND r.logical_date IS NOT NULL
                        ORDER BY r.logical_date DESC LIMIT 1) FROM dag d)
            """;

    /** Windows with runs that were created before a key, oldest first. */
    static final String WINDOWS = "WITH " + KEPT + """
            SELECT (r.run_key >> 20) / 86400000 / 30 * 30 AS first_day, count(*) AS runs,
                   count(*) FILTER (WHERE r.run_key IN (SELECT run_key FROM kept)) AS kept,
                   bool_or(NOT r.settled) AS open
            FROM dag_run r WHERE r.run_key < ? GROUP BY 1 ORDER BY 1
            """;

    /** As when partitions are made. Nobody writes below a run meanwhile, so that nothing is cleared while it goes. */
    static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtext('create_run_partitions'))::text AS locked""";

    static final String LOCK_TABLES = """
            LOCK TABLE task_instance, task_attempt, task_output, log_chunk IN ACCESS EXCLUSIVE MODE""";

    static final String KEPT_KEYS = "WITH " + KEPT + """
            SELECT run_key FROM kept WHERE run_key >= ? AND run_key < ? ORDER BY run_key
            """;

    static final String OPEN = """
            SELECT EXISTS (SELECT FROM dag_run WHERE run_key >= ? AND run_key < ? AND NOT settled) AS open""";

    static final String DELETE_RUNS = """
            DELETE FROM dag_run WHERE run_key >= ? AND run_key < ? AND run_key <> ALL (?::bigint[])""";

    /** What runs that are gone have taken. */
    static final String DELETE_TAKEN = """
            DELETE FROM asset_event_taken WHERE run_key >= ? AND run_key < ? AND run_key <> ALL (?::bigint[])""";

    /** Events that no run has taken or will take, some of them; the newest of each asset stays. */
    static final String DELETE_EVENTS = """
            DELETE FROM asset_event WHERE event_id IN (
                SELECT e.event_id FROM asset_event e
                WHERE e.at < ?
                  AND NOT EXISTS (SELECT FROM asset_queue q WHERE q.event_id = e.event_id)
                  AND NOT EXISTS (SELECT FROM asset_event_taken t WHERE t.event_id = e.event_id)
                  AND EXISTS (SELECT FROM asset_event n WHERE n.asset_id = e.asset_id AND n.event_id > e.event_id)
                LIMIT ?)
            """;

    static final String IS_PARTITION = """
            SELECT to_regclass(?) IS NOT NULL AS there""";

    static final String NOTE = """
            INSERT INTO audit_event (id, actor, action, detail)
            VALUES (gen_random_uuid(), ?, 'retention.drop', jsonb_build_object('from', ?::text, 'until', ?::text, 'runs', ?::bigint,
                                                                               'kept', ?::bigint))
            """;

    private RetentionSql() {}

    static String detach(String table, String suffix) {
        return "ALTER TABLE %s DETACH PARTITION %s_%s".formatted(table, table, suffix);
    }

    /** From a partition that is detached to the default one. */
    static String keep(String table, String suffix) {
        return "INSERT INTO %s SELECT * FROM %s_%s WHERE run_key = ANY (?::bigint[])".formatted(table, table, suffix);
    }

    static String drop(String table, String suffix) {
        return "DROP TABLE %s_%s".formatted(table, suffix);
    }

    static String deleteRows(String table) {
        return "DELETE FROM %s WHERE run_key >= ? AND run_key < ? AND run_key <> ALL (?::bigint[])".formatted(table);
    }
}
