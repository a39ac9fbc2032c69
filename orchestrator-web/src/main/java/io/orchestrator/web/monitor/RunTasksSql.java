package io.orchestrator.web.monitor;

/** The statements about the task instances of a run. */
final class RunTasksSql {

    private static final String FOUND = """
            FROM task_instance WHERE run_key = :run AND state = :state AND (:text = '' OR strpos(task_id, :text) > 0)
            """;

    /** One page of the instances that are in one state. */
    static final String IN_STATE = """
            SELECT run_key, task_id, map_index, label, state, state_reason, 1 AS number, try_number, max_tries, scheduled_at,
                   started_at, ended_at
            """ + FOUND + "ORDER BY task_id, map_index LIMIT :size OFFSET :offset";

    static final String NUMBER_IN_STATE = "SELECT count(*) " + FOUND;

    /** What happened in a run, newest first: to itself, to its attempts, and what people did. */
    static final String EVENTS = """
            WITH happened AS (
                SELECT queued_at AS at, 'run' AS kind, 'queued' AS what, NULL AS task_id, -1 AS map_index,
                       triggered_by AS who, NULL AS detail FROM dag_run WHERE run_key = :run
                UNION ALL
                SELECT started_at, 'run', 'running', NULL, -1, NULL, NULL
                FROM dag_run WHERE run_key = :run AND started_at IS NOT NULL
                UNION ALL
                SELECT ended_at, 'run', state, NULL, -1, NULL, state_reason
                FROM dag_run WHERE run_key = :run AND ended_at IS NOT NULL
                UNION ALL
                SELECT a.queued_at, 'task', 'queued', a.task_id, a.map_index, s.name, NULL
                FROM task_attempt a LEFT JOIN worker_session s USING (session_id) WHERE a.run_key = :run
                UNION ALL
                SELECT started_at, 'task', 'running', task_id, map_index, NULL, NULL
                FROM task_attempt WHERE run_key = :run AND started_at IS NOT NULL
                UNION ALL
                SELECT ended_at, 'task', state, task_id, map_index, NULL, failure ->> 'message'
                FROM task_attempt WHERE run_key = :run AND ended_at IS NOT NULL
                UNION ALL
                SELECT at, 'deed', action, task_id, -1, actor, nullif(detail::text, '{}')
                FROM audit_event WHERE dag_id = :dag AND run_id = :id
            )
            SELECT *, count(*) OVER () AS number FROM happened ORDER BY at DESC, kind LIMIT :size OFFSET :offset
            """;

    private RunTasksSql() {}
}
