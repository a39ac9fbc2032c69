package io.orchestrator.core.dataset.jdbc;

/** Statements that say which versions attempts read, or write after. */
final class GivenDatasetSql {

    /** What the same task has read last in the run that this one repeats. */
    private static final String RECORDED = """
            SELECT max(r.number) AS number FROM asked JOIN run_repeat p ON p.run_key = asked.run_key
                JOIN dataset_read r ON r.run_key = p.of_run_key
            WHERE r.task_id = asked.task_id AND r.map_index = asked.map_index AND r.dataset = asked.dataset
              AND r.what = asked.what""";

    /** What an attempt has read. Parameters: attempt, dataset, tag. */
    static final String SELECT_READ = """
            SELECT number FROM dataset_read WHERE attempt_id = ? AND dataset = ? AND what = ?""";

    /**
     * Which version a run sees, and whether that is its own: what it repeats, what it has published itself, what it has seen
     * before, what has started it, the newest. Parameters: run, task, map index, dataset, and as what it is read.
     */
    static final String RESOLVE = """
            WITH asked AS (SELECT ?::bigint AS run_key, ?::text AS task_id, ?::int AS map_index, ?::text AS dataset, ?::text AS what),
                recorded AS (""" + RECORDED + """
            ),
                pin AS (SELECT p.number FROM run_dataset p, asked
                        WHERE p.run_key = asked.run_key AND p.dataset = asked.dataset AND p.what = ''),
                own AS (SELECT max(v.number) AS number FROM dataset_version v, asked
                        WHERE v.run_key = asked.run_key AND v.dataset = asked.dataset)
            SELECT coalesce(
                (SELECT number FROM recorded),
                (SELECT number FROM own),
                (SELECT number FROM pin),
                (SELECT max((e.extra ->> 'version')::bigint)
                    FROM asked, asset_event_taken t
                        JOIN asset_event e ON e.event_id = t.event_id
                        JOIN asset a ON a.asset_id = e.asset_id
                    WHERE t.run_key = asked.run_key AND NOT t.passed_over AND a.name = asked.dataset
                      AND a.uri = 'dataset:' || asked.dataset AND jsonb_typeof(e.extra -> 'version') = 'number'),
                (SELECT max(v.number) FROM dataset_version v, asked WHERE v.dataset = asked.dataset)) AS number,
                (SELECT number FROM recorded) IS NOT NULL OR (SELECT number FROM own) IS NOT NULL AS own""";

    /**
     * Which version with a tag a run sees, and whether the run has moved the tag itself: what it repeats, what it has moved the tag
     * to, what it has seen before, what has the tag. Parameters: run, task, map index, dataset, tag.
     */
    static final String RESOLVE_TAG = """
            WITH asked AS (SELECT ?::bigint AS run_key, ?::text AS task_id, ?::int AS map_index, ?::text AS dataset, ?::text AS what),
                recorded AS (""" + RECORDED + """
            ),
                pin AS (SELECT p.number FROM run_dataset p, asked
                        WHERE p.run_key = asked.run_key AND p.dataset = asked.dataset AND p.what = asked.what),
                tagged AS (SELECT t.number, t.run_key IS NOT DISTINCT FROM asked.run_key AS own FROM dataset_tag t, asked
                        WHERE t.dataset = asked.dataset AND t.tag = asked.what)
            SELECT coalesce(
                (SELECT number FROM recorded),
                (SELECT number FROM tagged WHERE own),
                (SELECT number FROM pin),
                (SELECT number FROM tagged)) AS number,
                (SELECT number FROM recorded) IS NOT NULL OR EXISTS (SELECT FROM tagged WHERE own) AS own""";

    /** Keeps what a run sees; writes nothing if it has seen something already. */
    static final String INSERT_PIN = """
            INSERT INTO run_dataset (run_key, dataset, what, number) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    /** Keeps what an attempt reads. */
    static final String INSERT_READ = """
            INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    /** Whether a dataset is only added to. */
    static final String SELECT_APPENDS = "SELECT append_only FROM dataset WHERE name = ?";

    /** How a dataset is declared, and whether the place that says so is still there. Parameters: a task, a DAG, a dataset. */
    static final String SELECT_DATASET = """
            SELECT d.append_only, d.dag_id, d.task_id, r.dag_id AS asking_dag,
                   d.dag_id = r.dag_id AND d.task_id = ? AS same,
                   EXISTS (SELECT FROM asset_use u WHERE u.role = 'outlet' AND u.kind = 'asset' AND u.name = d.name
                       AND u.dag_id = d.dag_id AND u.task_id = d.task_id) AS declared,
                   (SELECT count(*) FROM dataset_version v WHERE v.dataset = d.name AND v.number IS NOT NULL) AS versions
            FROM dataset d, dag_run r WHERE r.run_key = ? AND d.name = ?
            FOR UPDATE OF d""";

    /** Parameters: dataset, whether it appends, task, run. */
    static final String DECLARE = """
            INSERT INTO dataset (name, append_only, dag_id, task_id)
            SELECT ?, ?, r.dag_id, ? FROM dag_run r WHERE r.run_key = ?
            ON CONFLICT (name) DO UPDATE
            SET append_only = excluded.append_only, dag_id = excluded.dag_id, task_id = excluded.task_id, updated_at = now()""";

    private GivenDatasetSql() {}
}
