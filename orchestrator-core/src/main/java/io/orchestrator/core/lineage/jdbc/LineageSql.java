package io.orchestrator.core.lineage.jdbc;

/** Statements on {@code lineage_told}, and on what is told. */
final class LineageSql {

    /** Ids of attempts begin with the millisecond in which they were made; older ones than these are not looked at. */
    private static final String OLDEST = """
            (SELECT (lpad(to_hex((extract(epoch FROM now() - interval '7 days') * 1000)::bigint), 12, '0')
                    || '00000000000000000000')::uuid)""";

    /**
     * Takes what is due: attempts, with 0 for a version, and versions that people have published. Parameters: how many, lease in
     * seconds.
     */
    static final String CLAIM = """
            WITH recent AS (
                SELECT attempt_id, run_key FROM dataset_read WHERE attempt_id >= %1$s
                UNION
                SELECT attempt_id, run_key FROM dataset_version WHERE attempt_id >= %1$s),
            news AS (
                SELECT r.attempt_id, 0 AS version_id, r.run_key, a.ended_at AS at
                FROM recent r JOIN task_attempt a ON a.run_key = r.run_key AND a.attempt_id = r.attempt_id
                WHERE a.state IN ('success', 'failed')
                UNION ALL
                SELECT attempt_id, version_id, run_key, published_at FROM dataset_version
                WHERE published_by IS NOT NULL AND published_at >= now() - interval '7 days'),
            due AS (
                SELECT n.attempt_id, n.version_id, n.run_key
                FROM news n LEFT JOIN lineage_told t ON t.attempt_id = n.attempt_id AND t.version_id = n.version_id
                WHERE t.attempt_id IS NULL OR t.told_at IS NULL AND t.next_try_at <= now()
                ORDER BY n.at LIMIT ?)
            INSERT INTO lineage_told AS t (attempt_id, version_id, run_key, next_try_at)
            SELECT attempt_id, version_id, run_key, now() + make_interval(secs => ?::float8) FROM due
            ORDER BY attempt_id, version_id
            ON CONFLICT (attempt_id, version_id) DO UPDATE SET tries = t.tries + 1, next_try_at = excluded.next_try_at
            WHERE t.told_at IS NULL AND t.next_try_at <= now()
            RETURNING attempt_id, version_id, run_key, tries""".formatted(OLDEST);

    /** An attempt and its run. */
    static final String SELECT_RUN = """
            SELECT a.attempt_id, r.dag_id, r.run_id, a.task_id, a.map_index, coalesce(a.started_at, a.queued_at) AS started_at,
                   a.ended_at, a.state = 'success' AS succeeded, a.failure ->> 'message' AS failure, r.interval_start,
                   r.interval_end
            FROM task_attempt a JOIN dag_run r USING (run_key)
            WHERE a.run_key = ? AND a.attempt_id = ?""";

    /** The versions that an attempt has read. */
    static final String SELECT_READS = """
            SELECT DISTINCT r.dataset, r.number, v.columns
            FROM dataset_read r JOIN dataset_version v USING (dataset, number)
            WHERE r.attempt_id = ? ORDER BY r.dataset, r.number""";

    /** The versions that an attempt has written. */
    static final String SELECT_WRITES = """
            SELECT version_id, dataset, number, columns, rows, bytes, jsonb_array_length(files) AS files, meta
            FROM dataset_version WHERE attempt_id = ? ORDER BY dataset""";

    /** A version that somebody has published. */
    static final String SELECT_PUBLISHED = """
            SELECT version_id, dataset, number, columns, rows, bytes, jsonb_array_length(files) AS files, meta, attempt_id,
                   published_at, published_by, reason
            FROM dataset_version WHERE version_id = ?""";

    /** What checks have found in a version. */
    static final String SELECT_CHECKS = """
            SELECT name, passed, details FROM dataset_check WHERE version_id = ? ORDER BY name""";

    /** It was told. */
    static final String TOLD = """
            UPDATE lineage_told SET told_at = now(), last_error = NULL WHERE attempt_id = ? AND version_id = ?""";

    /** It was not. Parameters: error, pause in seconds, attempt, version. */
    static final String FAILED = """
            UPDATE lineage_told SET last_error = ?, next_try_at = now() + make_interval(secs => ?::float8)
            WHERE attempt_id = ? AND version_id = ? AND told_at IS NULL""";

    /** Forgets what is not looked at any more; an old attempt's version may have been published lately. */
    static final String FORGET = """
            DELETE FROM lineage_told t WHERE t.attempt_id < %s
              AND NOT EXISTS (
                SELECT FROM dataset_version v
                WHERE v.version_id = t.version_id AND v.published_at >= now() - interval '7 days')""".formatted(OLDEST);

    private LineageSql() {}
}
