package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.StoreDataSources;

/**
 * Statements on {@code task_instance}, {@code task_attempt} and {@code task_output}. Joins are written as
 * {@link StoreDataSources} says.
 */
final class TaskSql {

    /** Creates task instances. Parameters: one array for each column. */
    static final String INSERT_INSTANCES = """
            INSERT INTO task_instance (run_key, task_id, map_index, state, state_reason, try_number, max_tries,
                                       lost_attempts, attempt_id, session_id, scheduled_at, queued_at, started_at,
                                       ended_at, retry_at, result, label, waiting)
            SELECT u.run_key, u.task_id, u.map_index, u.state, u.state_reason, u.try_number, u.max_tries, u.lost_attempts,
                   u.attempt_id, u.session_id, instant_of_micros(u.scheduled_at), instant_of_micros(u.queued_at),
                   instant_of_micros(u.started_at), instant_of_micros(u.ended_at), instant_of_micros(u.retry_at),
                   u.result::jsonb, u.label, u.waiting::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS task_id, unnest(?::int[]) AS map_index,
                         unnest(?::text[]) AS state, unnest(?::text[]) AS state_reason, unnest(?::int[]) AS try_number,
                         unnest(?::int[]) AS max_tries, unnest(?::int[]) AS lost_attempts,
                         unnest(?::uuid[]) AS attempt_id, unnest(?::uuid[]) AS session_id,
                         unnest(?::bigint[]) AS scheduled_at, unnest(?::bigint[]) AS queued_at,
                         unnest(?::bigint[]) AS started_at, unnest(?::bigint[]) AS ended_at,
                         unnest(?::bigint[]) AS retry_at, unnest(?::text[]) AS result, unnest(?::text[]) AS label,
                         unnest(?::text[]) AS waiting) AS u""";

    /** Writes task instances whole. Parameters as for the insert. */
    static final String UPDATE_INSTANCES = """
            UPDATE task_instance t
            SET state = u.state, state_reason = u.state_reason, try_number = u.try_number, max_tries = u.max_tries,
                lost_attempts = u.lost_attempts, attempt_id = u.attempt_id, session_id = u.session_id,
                scheduled_at = instant_of_micros(u.scheduled_at), queued_at = instant_of_micros(u.queued_at),
                started_at = instant_of_micros(u.started_at), ended_at = instant_of_micros(u.ended_at),
                retry_at = instant_of_micros(u.retry_at), result = u.result::jsonb, label = u.label,
                waiting = u.waiting::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS task_id, unnest(?::int[]) AS map_index,
                         unnest(?::text[]) AS state, unnest(?::text[]) AS state_reason, unnest(?::int[]) AS try_number,
                         unnest(?::int[]) AS max_tries, unnest(?::int[]) AS lost_attempts,
                         unnest(?::uuid[]) AS attempt_id, unnest(?::uuid[]) AS session_id,
                         unnest(?::bigint[]) AS scheduled_at, unnest(?::bigint[]) AS queued_at,
                         unnest(?::bigint[]) AS started_at, unnest(?::bigint[]) AS ended_at,
                         unnest(?::bigint[]) AS retry_at, unnest(?::text[]) AS result, unnest(?::text[]) AS label,
                         unnest(?::text[]) AS waiting) AS u
            WHERE t.run_key = ANY (ARRAY[u.run_key]) AND t.task_id = u.task_id AND t.map_index = u.map_index""";

    /** Deletes the rows that stood for lists. Parameters: one array for each column of the key. */
    static final String DELETE_INSTANCES = """
            DELETE FROM task_instance t
            USING (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS task_id, unnest(?::int[]) AS map_index) AS u
            WHERE t.run_key = ANY (ARRAY[u.run_key]) AND t.task_id = u.task_id AND t.map_index = u.map_index""";

    /** Creates attempts. Parameters: one array for each column. */
    static final String INSERT_ATTEMPTS = """
            INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                                      queued_at, started_at, ended_at, failure)
            SELECT u.run_key, u.attempt_id, u.task_id, u.map_index, u.try_number, u.state, u.session_id, u.build,
                   instant_of_micros(u.queued_at), instant_of_micros(u.started_at), instant_of_micros(u.ended_at),
                   u.failure::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::uuid[]) AS attempt_id, unnest(?::text[]) AS task_id,
                         unnest(?::int[]) AS map_index, unnest(?::int[]) AS try_number, unnest(?::text[]) AS state,
                         unnest(?::uuid[]) AS session_id, unnest(?::text[]) AS build, unnest(?::bigint[]) AS queued_at,
                         unnest(?::bigint[]) AS started_at, unnest(?::bigint[]) AS ended_at,
                         unnest(?::text[]) AS failure) AS u""";

    /** Writes state, start, end and failure of attempts. */
    static final String UPDATE_ATTEMPTS = """
            UPDATE task_attempt a
            SET state = u.state, started_at = instant_of_micros(u.started_at), ended_at = instant_of_micros(u.ended_at),
                failure = u.failure::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::uuid[]) AS attempt_id, unnest(?::text[]) AS state,
                         unnest(?::bigint[]) AS started_at, unnest(?::bigint[]) AS ended_at, unnest(?::text[]) AS failure) AS u
            WHERE a.run_key = ANY (ARRAY[u.run_key]) AND a.attempt_id = u.attempt_id""";

    /** Stores outputs. */
    static final String INSERT_OUTPUTS = """
            INSERT INTO task_output (run_key, attempt_id, value)
            SELECT u.run_key, u.attempt_id, u.value::json
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::uuid[]) AS attempt_id, unnest(?::text[]) AS value) AS u""";

    /** The task instances of runs. */
    static final String SELECT_INSTANCES = """
            SELECT run_key, task_id, map_index, state, state_reason, try_number, max_tries, lost_attempts, attempt_id,
                   session_id, scheduled_at, queued_at, started_at, ended_at, retry_at, result, label, waiting
            FROM task_instance WHERE run_key = ANY (?::bigint[])""";

    /** The attempts of runs that a worker has. */
    static final String SELECT_OPEN_ATTEMPTS = """
            SELECT run_key, attempt_id, task_id, map_index, try_number, state, session_id, build, queued_at, started_at,
                   ended_at, failure
            FROM task_attempt WHERE run_key = ANY (?::bigint[]) AND state IN ('queued', 'running')""";

    /** Outputs of some attempts of a run. */
    static final String SELECT_OUTPUTS = """
            SELECT attempt_id, value FROM task_output WHERE run_key = ? AND attempt_id = ANY (?::uuid[])""";

    private TaskSql() {}
}
