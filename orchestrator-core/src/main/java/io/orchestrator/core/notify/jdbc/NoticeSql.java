package io.orchestrator.core.notify.jdbc;

/** Statements on {@code notification}. */
final class NoticeSql {

    /** Puts notices into the outbox. Parameters: one array for each column. */
    static final String INSERT = """
            INSERT INTO notification (id, at, kind, channel, dag_id, run_id, task_id, map_index, title, detail)
            SELECT u.id, instant_of_micros(u.at), u.kind, u.channel, u.dag_id, u.run_id, u.task_id, u.map_index, u.title,
                   u.detail::jsonb
            FROM (SELECT unnest(?::uuid[]) AS id, unnest(?::bigint[]) AS at, unnest(?::text[]) AS kind,
                         unnest(?::text[]) AS channel, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS run_id,
                         unnest(?::text[]) AS task_id, unnest(?::int[]) AS map_index, unnest(?::text[]) AS title,
                         unnest(?::text[]) AS detail) AS u""";

    /** Takes what is due, passing over what others are taking. Parameters: lease in seconds, busy channels, how many. */
    static final String CLAIM = """
            UPDATE notification n SET tries = n.tries + 1, next_try_at = now() + make_interval(secs => ?::float8)
            FROM (SELECT id FROM notification
                  WHERE state = 'pending' AND next_try_at <= now() AND channel <> ALL (?::text[])
                  ORDER BY next_try_at LIMIT ?
                  FOR UPDATE SKIP LOCKED) AS due
            WHERE n.id = due.id
            RETURNING n.id, n.at, n.kind, n.channel, n.dag_id, n.run_id, n.task_id, n.map_index, n.title, n.detail, n.tries""";

    /** It has arrived. Parameters: id, try. */
    static final String DELIVERED = """
            UPDATE notification SET state = 'delivered', delivered_at = now(), last_error = NULL
            WHERE id = ? AND tries = ? AND state = 'pending'""";

    /** It has not. Parameters: error, the state from now on, pause in seconds, id, try. */
    static final String FAILED = """
            UPDATE notification
            SET last_error = ?, state = ?, next_try_at = now() + make_interval(secs => ?::float8)
            WHERE id = ? AND tries = ? AND state = 'pending'""";

    /** Makes one due now, with all its tries. */
    static final String REDELIVER = """
            UPDATE notification SET state = 'pending', delivered_at = NULL, tries = 0, next_try_at = now() WHERE id = ?""";

    /** Deletes what is over. Parameter: age in seconds. */
    static final String FORGET = """
            DELETE FROM notification WHERE state <> 'pending' AND at < now() - make_interval(secs => ?::float8)""";

    private NoticeSql() {}
}
