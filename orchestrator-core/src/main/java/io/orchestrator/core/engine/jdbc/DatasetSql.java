package io.orchestrator.core.engine.jdbc;

/** Statements by which a turn writes versions of datasets. Parameters: one array for each column. */
final class DatasetSql {

    /** Locks datasets in the order of their names; those that are new become known. */
    static final String HOLD = """
            INSERT INTO dataset (name, append_only, dag_id, task_id)
            SELECT u.name, u.append_only, u.dag_id, u.task_id
            FROM (SELECT unnest(?::text[]) AS name, unnest(?::bool[]) AS append_only, unnest(?::text[]) AS dag_id,
                         unnest(?::text[]) AS task_id) AS u
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
            FROM (SELECT unnest(?::uuid[]) AS attempt_id, unnest(?::text[]) AS dataset, unnest(?::text[]) AS name,
                         unnest(?::bool[]) AS passed, unnest(?::text[]) AS summary, unnest(?::text[]) AS details,
                         unnest(?::text[]) AS sample) AS u
                JOIN LATERAL (
                    SELECT a.version_id FROM dataset_version a
                    WHERE a.attempt_id BETWEEN u.attempt_id AND u.attempt_id AND a.dataset = u.dataset
                    ORDER BY a.attempt_id LIMIT 1) v ON true
            ON CONFLICT DO NOTHING""";

    /** Says which runs repeat which. */
    static final String INSERT_REPEATS = """
            INSERT INTO run_repeat (run_key, of_run_key)
            SELECT u.run_key, u.of_run_key
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::bigint[]) AS of_run_key) AS u""";

    /** Moves tags to versions that are published. */
    static final String MOVE_TAGS = """
            INSERT INTO dataset_tag (dataset, tag, number, run_key, moved_by, moved_at)
            SELECT v.dataset, u.tag, v.number, u.run_key, u.moved_by, instant_of_micros(u.at)
            FROM (SELECT unnest(?::text[]) AS dataset, unnest(?::text[]) AS tag, unnest(?::bigint[]) AS number,
                         unnest(?::uuid[]) AS attempt_id, unnest(?::bigint[]) AS run_key, unnest(?::text[]) AS moved_by,
                         unnest(?::bigint[]) AS at) AS u
                JOIN LATERAL (
                    (SELECT dataset, number FROM dataset_version
                     WHERE dataset = u.dataset AND number BETWEEN u.number AND u.number ORDER BY number LIMIT 1)
                    UNION ALL
                    (SELECT dataset, number FROM dataset_version
                     WHERE u.number IS NULL AND number IS NOT NULL
                       AND attempt_id BETWEEN u.attempt_id AND u.attempt_id AND dataset = u.dataset
                     ORDER BY attempt_id LIMIT 1)) v ON true
            ORDER BY v.dataset, u.tag
            ON CONFLICT (dataset, tag) DO UPDATE
            SET number = excluded.number, run_key = excluded.run_key, moved_by = excluded.moved_by,
                moved_at = excluded.moved_at""";

    private DatasetSql() {}
}
