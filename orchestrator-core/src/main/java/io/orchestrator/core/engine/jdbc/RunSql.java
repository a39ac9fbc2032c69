package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.StoreDataSources;

/** Statements on {@code dag_run}. Joins are written as {@link StoreDataSources} says. */
final class RunSql {

    /** Creates runs, all of them: it fails where a run id or a logical date is taken. Parameters: one array for each column. */
    static final String INSERT = """
            INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, state_reason, logical_date, interval_start,
                                 interval_end, run_after, params, version, build, triggered_by, note, clear_number,
                                 queued_at, started_at, ended_at, settled, backfill_id, deadlines)
            SELECT u.run_key, u.dag_id, u.run_id, u.run_type, u.state, u.state_reason, instant_of_micros(u.logical_date),
                   instant_of_micros(u.interval_start), instant_of_micros(u.interval_end), instant_of_micros(u.run_after),
                   u.params::jsonb, u.version, u.build, u.triggered_by, u.note, u.clear_number,
                   instant_of_micros(u.queued_at), instant_of_micros(u.started_at), instant_of_micros(u.ended_at), u.settled,
                   u.backfill_id, u.deadlines::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS run_id,
                         unnest(?::text[]) AS run_type, unnest(?::text[]) AS state, unnest(?::text[]) AS state_reason,
                         unnest(?::bigint[]) AS logical_date, unnest(?::bigint[]) AS interval_start,
                         unnest(?::bigint[]) AS interval_end, unnest(?::bigint[]) AS run_after,
                         unnest(?::text[]) AS params, unnest(?::int[]) AS version, unnest(?::text[]) AS build,
                         unnest(?::text[]) AS triggered_by, unnest(?::text[]) AS note, unnest(?::int[]) AS clear_number,
                         unnest(?::bigint[]) AS queued_at, unnest(?::bigint[]) AS started_at,
                         unnest(?::bigint[]) AS ended_at, unnest(?::boolean[]) AS settled,
                         unnest(?::bigint[]) AS backfill_id, unnest(?::text[]) AS deadlines) AS u""";

    /** The same; one whose run id or logical date is taken is left out. Returns the keys of the created ones. */
    static final String INSERT_NEW = INSERT + """

            ON CONFLICT DO NOTHING
            RETURNING run_key""";

    /** Changes runs, but not their notes, which people change. The join goes through the arrays in their order, so sorted arrays lock the rows in order of their keys. */
    static final String UPDATE = """
            UPDATE dag_run r
            SET state = u.state, state_reason = u.state_reason, run_after = instant_of_micros(u.run_after),
                version = u.version, build = u.build, clear_number = u.clear_number,
                queued_at = instant_of_micros(u.queued_at), started_at = instant_of_micros(u.started_at),
                ended_at = instant_of_micros(u.ended_at), settled = u.settled,
                deadlines = u.deadlines::jsonb
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS state, unnest(?::text[]) AS state_reason,
                         unnest(?::bigint[]) AS run_after, unnest(?::int[]) AS version, unnest(?::text[]) AS build,
                         unnest(?::int[]) AS clear_number, unnest(?::bigint[]) AS queued_at,
                         unnest(?::bigint[]) AS started_at, unnest(?::bigint[]) AS ended_at,
                         unnest(?::boolean[]) AS settled, unnest(?::text[]) AS deadlines) AS u
            WHERE r.run_key = ANY (ARRAY[u.run_key])""";

    /** Writes what made runs, as far as it may change. */
    static final String REMAKE = """
            UPDATE dag_run r SET params = u.params::jsonb, run_type = u.run_type, backfill_id = u.backfill_id
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS params, unnest(?::text[]) AS run_type,
                         unnest(?::bigint[]) AS backfill_id) AS u
            WHERE r.run_key = ANY (ARRAY[u.run_key])""";

    /** The keys of the runs of a DAG between two logical dates, each of which may be null. */
    static final String SELECT_KEYS_BY_DATES = """
            SELECT run_key FROM dag_run
            WHERE dag_id = ? AND logical_date BETWEEN coalesce(?::timestamptz, '-infinity') AND coalesce(?::timestamptz, 'infinity')
            ORDER BY logical_date LIMIT ?""";

    /**
     * The runs of some logical dates. Each is searched for: where a DAG had few runs when the plan was made, a list of dates would
     * be held against all of them, and a backfill makes many before there is another plan.
     */
    static final String SELECT_AT_DATES = """
            SELECT r.run_key, r.logical_date, r.state
            FROM (SELECT ?::text AS dag_id, instant_of_micros(unnest(?::bigint[])) AS date) AS d
                CROSS JOIN LATERAL (
                    SELECT run_key, logical_date, state FROM dag_run
                    WHERE dag_id = d.dag_id AND logical_date BETWEEN d.date AND d.date
                    ORDER BY logical_date LIMIT 1) AS r""";

    /** The keys of the runs of some DAGs that are not settled. Sorting them here would make an index of all runs look good. */
    static final String SELECT_UNSETTLED = """
            SELECT r.run_key
            FROM unnest(?::text[]) AS d (dag_id)
                CROSS JOIN LATERAL (SELECT run_key FROM dag_run WHERE dag_id = d.dag_id AND NOT settled) AS r""";

    /** Runs by their keys, oldest first. */
    static final String SELECT_BY_KEYS = """
            SELECT run_key, dag_id, run_id, run_type, state, state_reason, logical_date, interval_start, interval_end,
                   run_after, params, version, build, triggered_by, note, clear_number, queued_at,
                   started_at, ended_at, backfill_id, deadlines
            FROM dag_run WHERE run_key = ANY (?::bigint[]) ORDER BY run_key""";

    /** The run that has this id. */
    static final String SELECT_BY_ID = """
            SELECT run_key, dag_id, run_id, run_type, state, state_reason, logical_date, interval_start, interval_end,
                   run_after, params, version, build, triggered_by, note, clear_number, queued_at,
                   started_at, ended_at, backfill_id, deadlines
            FROM dag_run WHERE dag_id = ? AND run_id BETWEEN ? AND ? ORDER BY run_id LIMIT 1""";

    /** The run of a logical date. */
    static final String SELECT_BY_LOGICAL_DATE = """
            SELECT run_key, dag_id, run_id, run_type, state, state_reason, logical_date, interval_start, interval_end,
                   run_after, params, version, build, triggered_by, note, clear_number, queued_at,
                   started_at, ended_at, backfill_id, deadlines
            FROM dag_run WHERE dag_id = ? AND logical_date BETWEEN ? AND ? ORDER BY logical_date LIMIT 1""";

    /** The run with the latest logical date before a date, one row for each state that instances of a task have there. */
    static final String SELECT_BEFORE = """
            SELECT r.run_key, r.run_id, r.run_type, r.logical_date, t.task_id, t.state, t.instances
            FROM (SELECT run_key, run_id, run_type, logical_date FROM dag_run
                  WHERE dag_id = ? AND logical_date < ? AND (run_type <> 'manual' OR NOT ?)
                  ORDER BY logical_date DESC LIMIT 1) AS r
                LEFT JOIN LATERAL (SELECT task_id, state, count(*)::int AS instances FROM task_instance
                                   WHERE run_key = r.run_key GROUP BY task_id, state) AS t ON true""";

    /** Runs that are waited for, by id or else by date, one row for each state that instances of the wanted task have there. */
    static final String SELECT_AWAITED = """
            SELECT a.number, r.run_id, r.state, r.state_reason, t.state AS task_state, t.instances
            FROM (SELECT unnest(?::int[]) AS number, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS run_id,
                         unnest(?::bigint[]) AS logical_date, unnest(?::text[]) AS task_id) AS a
                CROSS JOIN LATERAL (
                    (SELECT run_key, run_id, state, state_reason FROM dag_run
                     WHERE dag_id = a.dag_id AND run_id BETWEEN a.run_id AND a.run_id ORDER BY run_id LIMIT 1)
                    UNION ALL
                    (SELECT run_key, run_id, state, state_reason FROM dag_run
                     WHERE a.run_id IS NULL AND dag_id = a.dag_id
                       AND logical_date BETWEEN instant_of_micros(a.logical_date) AND instant_of_micros(a.logical_date)
                     ORDER BY logical_date LIMIT 1)) AS r
                LEFT JOIN LATERAL (SELECT state, count(*)::int AS instances FROM task_instance
                                   WHERE run_key = r.run_key AND task_id = a.task_id GROUP BY state) AS t ON true""";

    /** The newest runs of a DAG that have ended. */
    static final String SELECT_NEWEST_ENDED = """
            SELECT run_key, state FROM dag_run WHERE dag_id = ? AND state IN ('success', 'failed')
            ORDER BY run_key DESC LIMIT ?""";

    /** When the newest successful runs of a DAG have started and ended. */
    static final String SELECT_NEWEST_SUCCESSES = """
            SELECT started_at, ended_at FROM dag_run
            WHERE dag_id = ? AND state = 'success' AND started_at IS NOT NULL
            ORDER BY run_key DESC LIMIT ?""";

    private RunSql() {}
}
