package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.Progress;
import io.orchestrator.bench.ui.dags.Small000;
import io.orchestrator.bench.ui.dags.Thousand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills the tables with runs that have ended, spread over the last 60 days, as the engine leaves them. */
final class Seed {

    private static final int RUNS_OF_THOUSAND = 25;
    private static final int TASKS_OF_SMALL = 4;

    private static final String PARTITIONS = """
            SELECT create_run_partitions(w * 2592000000 << 20, (w + 1) * 2592000000 << 20,
                                         to_char(to_timestamp(w * 2592000), 'YYYYMMDD'))
              FROM generate_series((extract(epoch FROM now()) / 2592000)::bigint - 3,
                                   (extract(epoch FROM now()) / 2592000)::bigint) AS w""";

    /** The tasks of each DAG, with their places; the DAGs have numbers, which make run keys differ. */
    private static final String TASKS = """
            CREATE TEMP TABLE seed_task AS
            SELECT d.dag_id, dense_rank() OVER (ORDER BY d.dag_id) AS dag, t.task ->> 'taskId' AS task_id, t.place - 1 AS place,
                   count(*) OVER (PARTITION BY d.dag_id) AS tasks
              FROM dag d JOIN dag_version v USING (dag_id, version),
                   jsonb_array_elements(v.graph -> 'tasks') WITH ORDINALITY AS t(task, place)
             WHERE d.dag_id = '%s' OR d.dag_id LIKE '%s%%'""".formatted(Thousand.ID, Small000.STEM);

    /** Each 25th run failed, in its last task; a run takes between 20 and 80 seconds. */
    private static final String RUNS = """
            CREATE TEMP TABLE seed_run AS
            SELECT (extract(epoch FROM at) * 1000)::bigint << 20 | dag AS run_key, dag_id, version, build, at, i %% 25 = 7 AS failed,
                   (20 + i * 7919 %% 60) * interval '1 second' AS took
              FROM (SELECT DISTINCT dag_id, dag FROM seed_task) AS dags JOIN dag USING (dag_id),
                   LATERAL (SELECT CASE WHEN dag_id = '%s' THEN %d ELSE %d END AS runs) AS number,
                   LATERAL (SELECT i, date_trunc('second', now() - interval '1 hour' - i * interval '59 days' / runs) AS at
                              FROM generate_series(0, runs - 1) AS i) AS times""";

    private static final String RUN_ROWS = """
            INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, state_reason, logical_date, run_after, version, build,
                                 triggered_by, settled, queued_at, started_at, ended_at)
            SELECT run_key, dag_id, 'scheduled__' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'scheduled',
                   CASE WHEN failed THEN 'failed' ELSE 'success' END, CASE WHEN failed THEN '1 task failed.' END,
                   at, at, version, build, 'schedule', true, at, at, at + took
              FROM seed_run ORDER BY run_key""";

    private static final String ATTEMPT_ID = "md5(run_key::text || task_id)::uuid";

    private static final String INSTANCE_ROWS = """
            INSERT INTO task_instance (run_key, task_id, state, state_reason, try_number, max_tries, attempt_id, session_id,
                                       scheduled_at, queued_at, started_at, ended_at)
            SELECT run_key, task_id, CASE WHEN failed AND place = tasks - 1 THEN 'failed' ELSE 'success' END, NULL, 1, 0,
                   %s, gen_random_uuid(), at + took * place / tasks, at + took * place / tasks, at + took * place / tasks,
                   at + took * (place + 1) / tasks
              FROM seed_run JOIN seed_task USING (dag_id) ORDER BY run_key, place""".formatted(ATTEMPT_ID);

    private static final String ATTEMPT_ROWS = """
            INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build, queued_at,
                                      started_at, ended_at)
            SELECT run_key, %s, task_id, -1, 1, CASE WHEN failed AND place = tasks - 1 THEN 'failed' ELSE 'success' END,
                   gen_random_uuid(), build, at + took * place / tasks, at + took * place / tasks, at + took * (place + 1) / tasks
              FROM seed_run JOIN seed_task USING (dag_id) ORDER BY run_key, place""".formatted(ATTEMPT_ID);

    private Seed() {}

    /** @param instances how many task instances in all, about */
    static void fill(Connection connection, int instances) throws SQLException {
        long begun = System.nanoTime();
        int small = UiBundle.DAGS - 4;
        int runs = (instances - RUNS_OF_THOUSAND * 1000) / TASKS_OF_SMALL / small;
        try (Statement statement = connection.createStatement()) {
            statement.execute(PARTITIONS);
            statement.execute(TASKS);
            statement.execute(RUNS.formatted(Thousand.ID, RUNS_OF_THOUSAND, Math.max(1, runs)));
            for (String rows : new String[] {RUN_ROWS, INSTANCE_ROWS, ATTEMPT_ROWS}) {
                statement.execute(rows);
                Progress.say("seeded %,d rows", statement.getUpdateCount());
            }
            statement.execute("VACUUM (ANALYZE) dag_run, task_instance, task_attempt");
            SeedDatasets.fill(statement);
            statement.execute("CHECKPOINT");
        }
        Progress.say("seeded in %d s", (System.nanoTime() - begun) / 1_000_000_000);
    }
}
