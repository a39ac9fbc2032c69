package io.orchestrator.web;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Datasets as an engine would have written them. */
public final class SampleDatasets {

    private SampleDatasets() {}

    /**
     * The dataset {@code flights} with version 1, which has the tag {@code good}, version 2, which the same run's task has read, and one
     * (id 3) in quarantine; the model {@code delays} without a version; and the append-only {@code raw} with two versions.
     */
    public static void add(JdbcClient database, String dagId, String taskId, String runId) {
        database.sql("""
            INSERT INTO dataset (name, append_only, dag_id, task_id)
            VALUES ('flights', false, :dag, :task), ('delays', false, :dag, :task), ('raw', true, :dag, :task)
            """).param("dag", dagId).param("task", taskId).update();
        database.sql("""
            INSERT INTO asset (asset_id, name, uri, group_name, active) OVERRIDING SYSTEM VALUE
            VALUES (101, 'flights', 'dataset:flights', 'dataset', true), (102, 'delays', 'dataset:delays', 'model', true)
            """).update();
        database.sql("""
            INSERT INTO dataset_version (version_id, dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id,
                map_index, build, files, rows, bytes, columns, meta, tags, content_hash, created_at, published_at)
                OVERRIDING SYSTEM VALUE
            SELECT v.id, v.dataset, v.number, v.base, v.state, v.attempt::uuid, r.run_key, r.dag_id, r.run_id, :task, -1, 'b1',
                jsonb_build_array(jsonb_build_object('name', v.file, 'sha256', repeat(v.hash, 32), 'bytes', 10)), v.rows, 10,
                v.columns::jsonb, v.meta::jsonb, '["wanted"]', repeat(v.hash, 32), '2026-02-01T10:00:00Z',
                CASE WHEN v.number IS NOT NULL THEN timestamptz '2026-02-01T10:00:00Z' END
            FROM dag_run r, (VALUES
                (1, 'flights', 1, 1, 'published', '00000000-0000-7000-8000-000000000001', 'a.parquet', 'aa', 5,
                    '[{"name": "delay", "type": "BIGINT", "nullable": false}]', '{}'),
                (2, 'flights', 2, 2, 'published', '00000000-0000-7000-8000-000000000002', 'b.parquet', 'bb', 7,
                    '[{"name": "delay", "type": "DOUBLE", "nullable": false}, {"name": "code", "type": "VARCHAR", "nullable": true}]',
                    '{"offset": 7}'),
                (3, 'flights', NULL, NULL, 'quarantined', '00000000-0000-7000-8000-000000000003', 'c.parquet', 'cc', 9, '[]', '{}'),
                (4, 'raw', 1, 1, 'published', '00000000-0000-7000-8000-000000000004', 'x', 'dd', 1, '[]', '{}'),
                (5, 'raw', 2, 1, 'published', '00000000-0000-7000-8000-000000000005', 'x', 'ee', 2, '[]', '{}'))
                AS v (id, dataset, number, base, state, attempt, file, hash, rows, columns, meta)
            WHERE r.dag_id = :dag AND r.run_id = :run
            """)
                .param("dag", dagId)
                .param("task", taskId)
                .param("run", runId)
                .update();
        database.sql("SELECT setval('dataset_version_version_id_seq', 100)")
                .query(Long.class)
                .single();
        database.sql("""
            INSERT INTO dataset_check (version_id, name, passed, summary, details, sample)
            VALUES (2, 'gx', true, 'All 12 expectations hold', '{"success": true}', '[]'),
                   (3, 'gx', false, '1 of 12 expectations does not hold', '{"success": false}',
                    '[{"delay": -1116, "note": "<img src=x onerror=hacked()>"}, {"delay": 1688}]')
            """).update();
        database.sql("INSERT INTO dataset_tag VALUES ('flights', 'good', 1, NULL, 'ada', '2026-02-01T11:00:00Z')")
                .update();
        database.sql("""
            INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
            SELECT '00000000-0000-7000-8000-000000000002', 'raw', '', 2, run_key, :task, -1
            FROM dag_run WHERE dag_id = :dag AND run_id = :run
            """)
                .param("dag", dagId)
                .param("task", taskId)
                .param("run", runId)
                .update();
    }

    /** Lets a DAG promise two columns of {@code flights}, and another one read it that counts on one of them. */
    public static void promise(
            JdbcClient database, String writer, String writingTask, String reader, String readingTask) {
        database.sql("""
            INSERT INTO asset_use (dag_id, task_id, role, kind, name, uri)
            VALUES (:writer, :writes, 'outlet', 'asset', 'flights', 'dataset:flights'),
                   (:reader, :reads, 'inlet', 'asset', 'flights', 'dataset:flights')
            """)
                .param("writer", writer)
                .param("writes", writingTask)
                .param("reader", reader)
                .param("reads", readingTask)
                .update();
        database.sql("""
            UPDATE dag_version SET graph = graph || jsonb_build_object('contracts', jsonb_build_array(jsonb_build_object(
                'dataset', 'flights',
                'checks', jsonb_build_array('gx'),
                'columns', CASE WHEN dag_id = :writer
                    THEN '[{"name": "delay", "type": "DOUBLE", "nullable": true}, {"name": "code", "type": "VARCHAR", "nullable": false}]'::jsonb
                    ELSE '[{"name": "delay", "type": "BIGINT", "nullable": false}]'::jsonb END)))
            WHERE dag_id = :writer OR dag_id = :reader
            """).param("writer", writer).param("reader", reader).update();
    }
}
