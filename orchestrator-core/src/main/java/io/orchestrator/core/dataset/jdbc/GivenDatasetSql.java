package io.orchestrator.core.dataset.jdbc;

/** Statements that say which versions attempts read, or write after. */
final class GivenDatasetSql {

    /** What an attempt has read. Parameters: attempt, dataset, tag. */
    static final String SELECT_READ = """
            SELECT number FROM dataset_read WHERE attempt_id = ? AND dataset = ? AND what = ?""";

    /**
     * Which version a run sees, and whether that is its own: what it repeats, what it has published itself, what it has seen
     * before, what has started it, the newest. Parameters: run and dataset.
     */
    static final String RESOLVE = """
            WITH asked AS (SELECT ?::bigint AS run_key, ?::text AS dataset),
                pin AS (SELECT p.number, p.recorded FROM run_dataset p, asked
                        WHERE p.run_key = asked.run_key AND p.dataset = asked.dataset AND p.what = ''),
                own AS (SELECT max(v.number) AS number FROM dataset_version v, asked
                        WHERE v.run_key = asked.run_key AND v.dataset = asked.dataset)
            SELECT coalesce(
                (SELECT number FROM pin WHERE recorded),
                (SELECT number FROM own),
                (SELECT number FROM pin),
                (SELECT max((e.extra ->> 'version')::bigint)
                    FROM asked, asset_event_taken t
                        JOIN asset_event e ON e.event_id = t.event_id
                        JOIN asset a ON a.asset_id = e.asset_id
                    WHERE t.run_key = asked.run_key AND NOT t.passed_over AND a.name = asked.dataset
                      AND a.uri = 'dataset:' || asked.dataset AND jsonb_typeof(e.extra -> 'version') = 'number'),
                (SELECT max(v.number) FROM dataset_version v, asked WHERE v.dataset = asked.dataset)) AS number,
                (SELECT number FROM own) IS NOT NULL AND NOT EXISTS (SELECT FROM pin WHERE recorded) AS own""";

    /**
     * Which version with a tag a run sees, and whether the run has moved the tag itself: what it repeats, what it has moved the tag
     * to, what it has seen before, what has the tag. Parameters: run, dataset, tag.
     */
    static final String RESOLVE_TAG = """
            WITH asked AS (SELECT ?::bigint AS run_key, ?::text AS dataset, ?::text AS tag),
                pin AS (SELECT p.number, p.recorded FROM run_dataset p, asked
                        WHERE p.run_key = asked.run_key AND p.dataset = asked.dataset AND p.what = asked.tag),
                tagged AS (SELECT t.number, t.run_key IS NOT DISTINCT FROM asked.run_key AS own FROM dataset_tag t, asked
                        WHERE t.dataset = asked.dataset AND t.tag = asked.tag)
            SELECT coalesce(
                (SELECT number FROM pin WHERE recorded),
                (SELECT number FROM tagged WHERE own),
                (SELECT number FROM pin),
                (SELECT number FROM tagged)) AS number,
                EXISTS (SELECT FROM tagged WHERE own) AND NOT EXISTS (SELECT FROM pin WHERE recorded) AS own""";

    /** Keeps what a run sees; writes nothing if it has seen something already. */
    static final String INSERT_PIN = """
            INSERT INTO run_dataset (run_key, dataset, what, number, recorded) VALUES (?, ?, ?, ?, false)
            ON CONFLICT DO NOTHING""";

    /** Keeps what an attempt reads. */
    static final String INSERT_READ = """
            INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

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
