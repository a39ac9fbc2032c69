package io.orchestrator.web.dataset;

/** Statements that follow versions to what they came of, and to what came of them. {@code dags}: those one may see; null: all. */
final class LineageGraphSql {

    /**
     * The versions around one, those nearest to it first. What a task reads of its own past ({@code @history}) is left out: it
     * would be most of the picture.
     */
    static final String VERSIONS = """
            WITH RECURSIVE start AS (
                SELECT dataset, number, attempt_id FROM dataset_version WHERE dataset = :name AND number = :number),
            up AS (
                SELECT s.dataset, s.number, s.attempt_id, 0 AS steps FROM start s
                UNION
                SELECT v.dataset, v.number, v.attempt_id, up.steps + 1
                FROM up JOIN dataset_read r ON r.attempt_id = up.attempt_id AND r.number > 0 AND r.what <> '@history'
                        JOIN dataset_version v ON v.dataset = r.dataset AND v.number = r.number
                WHERE up.steps < :steps),
            down AS (
                SELECT s.dataset, s.number, s.attempt_id, 0 AS steps FROM start s
                UNION
                SELECT v.dataset, v.number, v.attempt_id, down.steps + 1
                FROM down JOIN dataset_read r ON r.dataset = down.dataset AND r.number = down.number AND r.what <> '@history'
                          JOIN dataset_version v ON v.run_key = r.run_key AND v.attempt_id = r.attempt_id AND v.number IS NOT NULL
                WHERE down.steps < :steps),
            around AS (
                SELECT dataset, number, min(steps) AS steps, bool_or(is_down) AS is_down
                FROM (SELECT *, false AS is_down FROM up UNION ALL SELECT *, true FROM down) found
                GROUP BY dataset, number)
            SELECT v.dataset, v.number, v.attempt_id::text AS attempt, v.rows, v.dag_id, v.run_id, v.task_id, v.map_index,
                   v.created_at, o.is_down, coalesce(a.group_name, 'dataset') AS kind
            FROM around o JOIN dataset_version v USING (dataset, number) JOIN dataset d ON d.name = v.dataset
                LEFT JOIN asset a ON a.name = v.dataset AND a.uri = 'dataset:' || v.dataset
            WHERE
            """ + DatasetSql.SEEN + " ORDER BY o.steps, v.dataset, v.number LIMIT :most";

    /** What attempts have read, and who has read what came of the version. */
    static final String READS = """
            WITH found AS (
                SELECT r.attempt_id, r.dataset, r.number, r.run_key, r.task_id, r.map_index FROM dataset_read r
                WHERE r.attempt_id = ANY (:attempts::uuid[]) AND r.number > 0 AND r.what <> '@history'
                UNION
                SELECT r.attempt_id, r.dataset, r.number, r.run_key, r.task_id, r.map_index
                FROM unnest(:names::text[], :numbers::bigint[]) AS n (dataset, number) JOIN dataset_read r USING (dataset, number)
                WHERE r.what <> '@history')
            SELECT f.attempt_id::text AS attempt, f.dataset, f.number, d.dag_id, d.run_id, f.task_id, f.map_index, t.state,
                   coalesce(t.started_at, t.queued_at) AS at
            FROM found f JOIN dag_run d USING (run_key)
                JOIN task_attempt t ON t.run_key = f.run_key AND t.attempt_id = f.attempt_id
            WHERE :dags::text[] IS NULL OR d.dag_id = ANY (:dags::text[])
            ORDER BY at, attempt LIMIT :most""";

    private LineageGraphSql() {}
}
