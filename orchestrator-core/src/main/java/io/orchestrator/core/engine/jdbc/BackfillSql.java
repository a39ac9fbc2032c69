package io.orchestrator.core.engine.jdbc;

/** Statements on {@code backfill} and {@code backfill_left_out}. */
final class BackfillSql {

    /** An id that no backfill has. */
    static final String NEXT_ID = "SELECT nextval('backfill_id') AS id";

    /** Creates one. Parameters: its fields, then its dates and the ends of their intervals in microseconds. */
    static final String INSERT = """
            INSERT INTO backfill (backfill_id, dag_id, from_date, to_date, reprocess, backwards, newest_version,
                                  max_active_runs, params, paused, created_by, created_at, updated_at, completed_at,
                                  dates, ends)
            SELECT u.backfill_id, u.dag_id, instant_of_micros(u.from_date), instant_of_micros(u.to_date), u.reprocess,
                   u.backwards, u.newest_version, u.max_active_runs, u.params::jsonb, u.paused, u.created_by,
                   instant_of_micros(u.created_at), instant_of_micros(u.updated_at), instant_of_micros(u.completed_at),
                   ARRAY (SELECT instant_of_micros(d.micros) FROM unnest(?::bigint[]) WITH ORDINALITY AS d (micros, n)
                          ORDER BY d.n),
                   ARRAY (SELECT instant_of_micros(d.micros) FROM unnest(?::bigint[]) WITH ORDINALITY AS d (micros, n)
                          ORDER BY d.n)
            FROM (SELECT unnest(?::bigint[]) AS backfill_id, unnest(?::text[]) AS dag_id,
                         unnest(?::bigint[]) AS from_date, unnest(?::bigint[]) AS to_date, unnest(?::text[]) AS reprocess,
                         unnest(?::boolean[]) AS backwards, unnest(?::boolean[]) AS newest_version,
                         unnest(?::int[]) AS max_active_runs, unnest(?::text[]) AS params, unnest(?::boolean[]) AS paused,
                         unnest(?::text[]) AS created_by, unnest(?::bigint[]) AS created_at,
                         unnest(?::bigint[]) AS updated_at, unnest(?::bigint[]) AS completed_at) AS u""";

    /** Writes whether backfills are paused, and when they were over. */
    static final String UPDATE = """
            UPDATE backfill b
            SET paused = u.paused, updated_at = instant_of_micros(u.updated_at),
                completed_at = instant_of_micros(u.completed_at)
            FROM (SELECT unnest(?::bigint[]) AS backfill_id, unnest(?::boolean[]) AS paused,
                         unnest(?::bigint[]) AS updated_at, unnest(?::bigint[]) AS completed_at) AS u
            WHERE b.backfill_id = ANY (ARRAY[u.backfill_id])""";

    /** Notes dates that are passed over; one that is noted already stays. */
    static final String LEAVE_OUT = """
            INSERT INTO backfill_left_out (backfill_id, logical_date, reason, late)
            SELECT u.backfill_id, instant_of_micros(u.logical_date), u.reason, u.late
            FROM (SELECT unnest(?::bigint[]) AS backfill_id, unnest(?::bigint[]) AS logical_date,
                         unnest(?::text[]) AS reason, unnest(?::boolean[]) AS late) AS u
            ON CONFLICT DO NOTHING""";

    /** One backfill. */
    static final String SELECT = """
            SELECT backfill_id, dag_id, from_date, to_date, reprocess, backwards, newest_version, max_active_runs, params,
                   (SELECT min(d.date) FROM unnest(dates) AS d (date)) AS first_date, planned, paused, created_by, created_at, updated_at, completed_at
            FROM backfill WHERE backfill_id = ?""";

    /** The ids of the backfills of some DAGs that are not over. */
    static final String SELECT_OPEN = """
            SELECT backfill_id FROM backfill WHERE dag_id = ANY (?::text[]) AND completed_at IS NULL""";

    /** The dates of a backfill that have no run of it and are not left out, in their order. */
    static final String SELECT_LEFT = """
            SELECT d.date, d.until
            FROM backfill b CROSS JOIN LATERAL unnest(b.dates, b.ends) WITH ORDINALITY AS d (date, until, n)
            WHERE b.backfill_id = ?
              AND (SELECT true FROM dag_run r
                   WHERE r.backfill_id = b.backfill_id AND r.logical_date = d.date LIMIT 1) IS NULL
              AND (SELECT true FROM backfill_left_out o
                   WHERE o.backfill_id = b.backfill_id AND o.logical_date = d.date) IS NULL
            ORDER BY d.n""";

    private BackfillSql() {}
}
