package io.orchestrator.web.dataset;

/** Statements that read what versions say of themselves. {@code dags} are those that one may see; null: all. */
final class DatasetDataSql {

    static final String METAS = """
            SELECT number, meta FROM dataset_version WHERE dataset = :name AND number IS NOT NULL
            ORDER BY number DESC LIMIT :most""";

    static final String HAVING = """
            SELECT newest.dataset, newest.number, newest.meta
            FROM dataset d CROSS JOIN LATERAL (
                SELECT v.dataset, v.number, v.meta FROM dataset_version v WHERE v.dataset = d.name AND v.number IS NOT NULL
                ORDER BY v.number DESC LIMIT 1) newest
            WHERE jsonb_exists(newest.meta, :key) AND
            """ + DatasetSql.SEEN + " ORDER BY d.name LIMIT 200";

    static final String MADE_WITH = """
            SELECT d.name FROM dataset d
            WHERE d.name <> :name AND EXISTS (
                SELECT FROM dataset_read r JOIN dataset_version v ON v.run_key = r.run_key AND v.attempt_id = r.attempt_id
                WHERE r.dataset = :name AND r.number > 0 AND r.what <> '@history' AND v.dataset = d.name AND v.number IS NOT NULL)
            AND
            """ + DatasetSql.SEEN + " ORDER BY d.name LIMIT 20";

    /** The runs that tasks of other runs have started: those tasks name the DAG, and it can only have been a later run of that. */
    static final String STARTED = """
            WITH tasks AS (
                SELECT v.number, v.run_key, t.task #>> '{control,waits,dagId}' AS dag_id,
                       'task ' || (t.task ->> 'taskId') || ' of run ' || v.run_id || ' of DAG ' || v.dag_id AS name
                FROM dataset_version v
                JOIN dag_run made ON made.run_key = v.run_key
                JOIN dag_version g ON g.dag_id = made.dag_id AND g.version = made.version
                CROSS JOIN LATERAL jsonb_path_query(
                    g.graph, '$.tasks[*] ? (@.control.waits.type == "trigger")') AS t(task)
                WHERE v.dataset = :name AND v.number = ANY (:numbers))
            SELECT t.number, r.dag_id, r.run_id, r.state
            FROM tasks t CROSS JOIN LATERAL (
                SELECT run_key, dag_id, run_id, state FROM dag_run
                WHERE dag_id = t.dag_id AND run_key > t.run_key AND triggered_by = t.name
                ORDER BY run_key LIMIT 10) r
            WHERE (:dags::text[] IS NULL OR r.dag_id = ANY (:dags::text[]))
            ORDER BY t.number, r.run_key""";

    /** Checks of the newest versions, and of what is in quarantine. */
    static final String CHECKED = """
            WITH newest AS (
                SELECT version_id, number, created_at FROM dataset_version WHERE dataset = :name
                ORDER BY version_id DESC LIMIT :most)
            SELECT n.version_id, n.number, c.name, c.passed, c.summary
            FROM newest n JOIN dataset_check c USING (version_id) ORDER BY c.name, n.version_id""";

    private DatasetDataSql() {}
}
