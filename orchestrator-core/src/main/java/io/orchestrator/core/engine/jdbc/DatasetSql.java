package io.orchestrator.core.engine.jdbc;

/** Statements by which a turn writes versions of datasets. Parameters: one array for each column. */
final class DatasetSql {

    /** Locks datasets in the order of their names; those that are new become known. */
    static final String HOLD = """
            INSERT INTO dataset (name, append_only, dag_id, task_id)
            SELECT u.name, u.append_only, u.dag_id, u.task_id
            FROM unnest(?::text[], ?::bool[], ?::text[], ?::text[]) AS u (name, append_only, dag_id, task_id)
            ORDER BY u.name
            ON CONFLICT (name) DO UPDATE SET updated_at = now()""";

    /** Inserts versions; those that are published get the next numbers of their datasets, in the order given. */
    static final String INSERT_VERSIONS = """
            INSERT INTO dataset_version (
                dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id, map_index, build, files, rows, bytes,
                columns, meta, tags, content_hash, created_at, published_at)
            SELECT u.dataset, u.number,
                   CASE WHEN u.published AND d.append_only THEN coalesce(u.base, 1) ELSE u.number END,
                   CASE WHEN u.published THEN 'published' ELSE 'quarantined' END,
                   u.attempt_id, u.run_key, u.dag_id, u.run_id, u.task_id, u.map_index, u.build, u.files::jsonb, u.rows, u.bytes,
                   u.columns::jsonb, u.meta::jsonb, u.tags::jsonb, u.content_hash, instant_of_micros(u.at),
                   CASE WHEN u.published THEN instant_of_micros(u.at) END
            FROM (SELECT v.*, newest.base,
                         CASE WHEN v.published THEN coalesce(newest.number, 0)
                             + row_number() OVER (PARTITION BY v.dataset, v.published ORDER BY v.ordinality) END AS number
                  FROM unnest(?::text[], ?::bool[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
                              ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                           WITH ORDINALITY
                      AS v (dataset, published, attempt_id, run_key, dag_id, run_id, task_id, map_index, build,
                            files, rows, bytes, columns, meta, tags, content_hash, at, ordinality)
                      LEFT JOIN LATERAL (
                          SELECT n.number, n.base FROM dataset_version n
                          WHERE n.dataset = v.dataset AND n.number IS NOT NULL
                          ORDER BY n.number DESC LIMIT 1) newest ON true) u
                JOIN dataset d ON d.name = ANY (ARRAY[u.dataset])""";

    /** Inserts what checks have found in versions that are there. */
    static final String INSERT_CHECKS = """
            INSERT INTO dataset_check (version_id, name, passed, summary, details, sample)
            SELECT v.version_id, u.name, u.passed, u.summary, u.details::jsonb, u.sample::jsonb
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::text[], ?::text[])
                     AS u (attempt_id, dataset, name, passed, summary, details, sample)
                JOIN LATERAL (
                    SELECT a.version_id FROM dataset_version a
                    WHERE a.attempt_id = u.attempt_id AND a.dataset = u.dataset LIMIT 1) v ON true
            ON CONFLICT DO NOTHING""";

    /** Says which runs repeat which. */
    static final String INSERT_REPEATS = """
            INSERT INTO run_repeat (run_key, of_run_key)
            SELECT u.run_key, u.of_run_key FROM unnest(?::bigint[], ?::bigint[]) AS u (run_key, of_run_key)""";

    /** Moves tags to versions that are published. */
    static final String MOVE_TAGS = """
            INSERT INTO dataset_tag (dataset, tag, number, run_key, moved_by, moved_at)
            SELECT v.dataset, u.tag, v.number, u.run_key, u.moved_by, instant_of_micros(u.at)
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bigint[], ?::text[], ?::bigint[])
                     AS u (dataset, tag, number, attempt_id, run_key, moved_by, at)
                JOIN dataset_version v ON v.dataset = u.dataset AND v.number IS NOT NULL
                    AND (v.number = u.number OR u.number IS NULL AND v.attempt_id = u.attempt_id)
            ORDER BY v.dataset, u.tag
            ON CONFLICT (dataset, tag) DO UPDATE
            SET number = excluded.number, run_key = excluded.run_key, moved_by = excluded.moved_by,
                moved_at = excluded.moved_at""";

    private DatasetSql() {}
}
