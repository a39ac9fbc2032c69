package io.orchestrator.web;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Assets as an engine would have written them. */
public final class SampleAssets {

    private SampleAssets() {}

    /**
     * Asset 1, which a task of one DAG produces and another DAG follows: it has two events, of which the second is queued; asset 2,
     * which is not active; and an alias that stands for the first.
     */
    public static void add(JdbcClient database, String producer, String taskId, String runId, String follower) {
        database.sql("""
            INSERT INTO asset (asset_id, name, uri, group_name, extra, active) OVERRIDING SYSTEM VALUE
            VALUES (1, 'orders', 's3://lake/orders', 'asset', '{"owner": "ann"}', true),
                   (2, 'orders', 's3://elsewhere/orders', 'model', '{}', false)
            """).update();
        database.sql(
                        "INSERT INTO asset_alias (alias_id, name, group_name) OVERRIDING SYSTEM VALUE VALUES (1, 'found', 'asset')")
                .update();
        database.sql("INSERT INTO asset_alias_target VALUES ('found', 1)").update();
        database.sql("""
            INSERT INTO asset_use (dag_id, task_id, role, kind, name, uri)
            VALUES (:producer, :task, 'outlet', 'asset', 'orders', 's3://lake/orders'),
                   (:producer, :task, 'outlet', 'alias', 'found', ''),
                   (:follower, '', 'schedule', 'named', 'orders', '')
            """)
                .param("producer", producer)
                .param("task", taskId)
                .param("follower", follower)
                .update();
        database.sql("""
            INSERT INTO asset_event (event_id, asset_id, at, extra, dag_id, task_id, run_id, map_index, aliases)
                OVERRIDING SYSTEM VALUE
            VALUES (1, 1, '2026-02-01T10:00:00Z', '{"rows": 7}', :producer, :task, :run, -1, '{}'),
                   (2, 1, '2026-02-01T11:00:00Z', '{}', NULL, NULL, NULL, -1, '{found}')
            """)
                .param("producer", producer)
                .param("task", taskId)
                .param("run", runId)
                .update();
        database.sql("""
            INSERT INTO asset_event_taken SELECT run_key, 1, false FROM dag_run WHERE dag_id = :follower ORDER BY run_key LIMIT 1
            """).param("follower", follower).update();
        database.sql("INSERT INTO asset_queue VALUES (:follower, 2, 1)")
                .param("follower", follower)
                .update();
    }
}
