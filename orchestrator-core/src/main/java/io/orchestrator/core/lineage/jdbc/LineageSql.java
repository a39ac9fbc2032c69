package io.orchestrator.core.lineage.jdbc;

/** Statements on {@code lineage_told}, and on what is told. */
final class LineageSql {

    /** Ids of attempts begin with the millisecond in which they were made; older ones than these are not looked at. */
    private static final String OLDEST = """
            (SELECT (lpad(to_hex((extract(epoch FROM now() - interval '7 days') * 1000)::bigint), 12, '0')
                    || '00000000000000000000')::uuid)""";

    /** Takes what is due. Parameters: how many, lease in seconds. */
    static final String CLAIM = """
            WITH recent AS (
                SELECT attempt_id, run_key FROM dataset_read WHERE attempt_id >= %1$s
                UNION
                SELECT attempt_id, run_key FROM dataset_version WHERE attempt_id >= %1$s),
            due AS (
                SELECT r.attempt_id, r.run_key
                FROM recent r
                    JOIN task_attempt a ON a.run_key = r.run_key AND a.attempt_id = r.attempt_id
                    LEFT JOIN lineage_told t ON t.attempt_id = r.attempt_id AND t.version_id = 0
                WHERE a.state IN ('success', 'failed')
                  AND (t.attempt_id IS NULL OR t.told_at IS NULL AND t.next_try_at <= now())
                ORDER BY r.attempt_id LIMIT ?)
            INSERT INTO lineage_told AS t (attempt_id, run_key, next_try_at)
            SELECT attempt_id, run_key, now() + make_interval(secs => ?::float8) FROM due ORDER BY attempt_id
            ON CONFLICT (attempt_id, version_id) DO UPDATE SET tries = t.tries + 1, next_try_at = excluded.next_try_at
            WHERE t.told_at IS NULL AND t.next_try_at <= now()
            RETURNING attempt_id, run_key, tries""".formatted(OLDEST);

    /** The same for versions that people have published. Parameters: how many, lease in seconds. */
    static final String CLAIM_PUBLISHED = """
            WITH due AS (
                SELECT v.attempt_id, v.version_id, v.run_key
                FROM dataset_version v
                    LEFT JOIN lineage_told t ON t.attempt_id = v.attempt_id AND t.version_id = v.version_id
                WHERE v.published_by IS NOT NULL AND v.published_at >= now() - interval '7 days'
                  AND (t.attempt_id IS NULL OR t.told_at IS NULL AND t.next_try_at <= now())
                ORDER BY v.published_at LIMIT ?),
            claimed AS (
                INSERT INTO lineage_told AS t (attempt_id, version_id, run_key, next_try_at)
                SELECT attempt_id, version_id, run_key, now() + make_interval(secs => ?::float8) FROM due
                ORDER BY attempt_id, version_id
                ON CONFLICT (attempt_id, version_id) DO UPDATE SET tries = t.tries + 1, next_try_at = excluded.next_try_at
                WHERE t.told_at IS NULL AND t.next_try_at <= now()
                RETURNING attempt_id, version_id, tries)
            SELECT v.attempt_id, v.version_id, c.tries, v.published_at, v.published_by, v.reason, v.dataset, v.number, v.columns,
                   v.rows, v.bytes, jsonb_array_length(v.files) AS files, v.meta
            FROM claimed c JOIN dataset_version v USING (version_id) ORDER BY v.published_at""";

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
