package io.orchestrator.web;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows as an engine would have written them: a DAG of two tasks, and runs of it. */
public final class Fixture {

    public static final String BUILD = "f".repeat(64);
    public static final UUID SESSION = new UUID(100, 1);

    private final JdbcClient database;

    public Fixture(JdbcClient database) {
        this.database = database;
    }

    /** What most tests of the API begin with: an engine that was asked nothing yet, and two DAGs with runs. */
    public static Fixture opening(FakeEngine engine, JdbcClient database) {
        engine.reset();
        return new Fixture(database).clean().twoDagsWithRuns();
    }

    /** Empties everything that an engine writes. */
    public Fixture clean() {
        database.sql("""
            TRUNCATE dag_run, task_instance, task_attempt, task_output, log_chunk, dag_schedule, dag_version, dag,
                import_error, bundle_jar, bundle_build, worker_session, audit_event, audit_link, audit_waiting,
                connection, variable, notification, asset, asset_alias, asset_alias_target, asset_use, asset_event, asset_queue,
                asset_event_taken, dataset, dataset_version, dataset_check, dataset_tag, dataset_read, run_dataset, run_repeat CASCADE\
            """).update();
        return this;
    }

    public static DagGraph graph(String dagId) {
        return DagGraph.builder(dagId)
                .description("Two tasks")
                .tags("ai", "daily")
                .owners("data team")
                .schedule(new ScheduleSpec.Cron(
                        "0 0 * * *", "Europe/Berlin", ScheduleSpec.Gap.RUN_AT_GAP_END, ScheduleSpec.Overlap.FIRST))
                .catchup(Catchup.LATEST)
                .maxActiveRuns(3)
                .maxActiveTasks(16)
                .runTimeout(Duration.ofHours(2))
                .tasks(task("ingest", List.of()), task("train", List.of("ingest")))
                .build();
    }

    private static TaskSpec task(String taskId, List<String> inputs) {
        return TaskSpec.builder(taskId)
                .inputs(inputs)
                .outputType("java.lang.String")
                .retry(new RetrySpec(2, Duration.ofSeconds(90), 2, Duration.ofHours(1), false))
                .timeout(Duration.ofMinutes(10))
                .priorityWeight(5)
                .build();
    }

    public Fixture dag(String dagId) {
        database.sql("INSERT INTO bundle_build (build, bundle, manifest) VALUES (:build, 'example', '{}') ON"
                        + " CONFLICT DO NOTHING")
                .param("build", BUILD)
                .update();
        database.sql("""
            INSERT INTO dag (dag_id, bundle, source, paused, version, build, description, tags, owners, schedule)
            VALUES (:id, 'example', 'org.example.' || :id, false, 1, :build, 'Two tasks', '{ai,daily}',
                '{data team}', 'every day at 00:00 Europe/Berlin')\
            """).param("id", dagId).param("build", BUILD).update();
        database.sql("INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES (:id, 1, 'hash',"
                        + " :graph::jsonb)")
                .param("id", dagId)
                .param("graph", Json.MAPPER.writeValueAsString(graph(dagId)))
                .update();
        database.sql("""
            INSERT INTO dag_schedule (dag_id, activated_at, next_due, next_slot, next_date, next_start, next_end)
            SELECT :id, '2026-01-01T00:00:00Z', t, t, t, t, t
            FROM (SELECT timestamptz '2026-02-01T23:00:00Z' AS t) AS times\
            """).param("id", dagId).update();
        return this;
    }

    /** A run that was begun by hand; its logical date is the hour of its key on the first of January. */
    public Fixture run(String dagId, long runKey, String runId, String state) {
        database.sql("""
            INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, logical_date, interval_start,
                interval_end, run_after, params, version, build, triggered_by, note, queued_at,
                started_at, ended_at)
            SELECT :key, :dag, :run, 'manual', :state, t, t, t, t, '{"limit": 10}', 1, :build, 'olga', 'look',
                t, CASE WHEN :state <> 'queued' THEN t END,
                CASE WHEN :state IN ('success', 'failed') THEN t + interval '90 s' END
            FROM (SELECT timestamptz '2026-01-01T00:00:00Z' + :key * interval '1 hour' AS t) AS times\
            """)
                .param("key", runKey)
                .param("dag", dagId)
                .param("run", runId)
                .param("state", state)
                .param("build", BUILD)
                .update();
        return this;
    }

    /** The DAG {@code pipeline} with a run that has succeeded and one that runs, and {@code other} with one that has failed. */
    public Fixture twoDagsWithRuns() {
        return session()
                .dag("pipeline")
                .dag("other")
                .run("pipeline", 1, "run-1", "success")
                .run("pipeline", 2, "run-2", "running")
                .run("other", 3, "run-1", "failed")
                .success(1, "ingest", new UUID(7, 1))
                .waiting(1, "train")
                .waiting(2, "ingest");
    }

    public Fixture session() {
        database.sql("""
            INSERT INTO worker_session (session_id, name, host, pid, worker_version, protocol_version,
                token_hash, queues, slots, prefetch, state, lease_until)
            VALUES (:id, 'worker-1', 'host-1', 1, '1', 1, 'fixture', '{default}', 4, 2, 'live', now())\
            """).param("id", SESSION).update();
        return this;
    }

    /** A task instance that succeeded in its first try. */
    public Fixture success(long runKey, String taskId, UUID attemptId) {
        database.sql("""
            INSERT INTO task_instance (run_key, task_id, state, try_number, max_tries, attempt_id, session_id,
                scheduled_at, queued_at, started_at, ended_at)
            VALUES (:key, :task, 'success', 1, 2, :attempt, :session, now(), now(), '2026-01-01T00:00:00Z',
                '2026-01-01T00:00:02.5Z')\
            """)
                .param("key", runKey)
                .param("task", taskId)
                .param("attempt", attemptId)
                .param("session", SESSION)
                .update();
        return attempt(runKey, taskId, attemptId, 1, "success");
    }

    public Fixture waiting(long runKey, String taskId) {
        database.sql("INSERT INTO task_instance (run_key, task_id, state, max_tries) VALUES (:key, :task, 'none', 2)")
                .param("key", runKey)
                .param("task", taskId)
                .update();
        return this;
    }

    public Fixture attempt(long runKey, String taskId, UUID attemptId, int tryNumber, String state) {
        database.sql("""
            INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id,
                build, queued_at, started_at, ended_at)
            VALUES (:key, :attempt, :task, -1, :number, :state, :session, :build, now(), now(),
                CASE WHEN :state NOT IN ('queued', 'running') THEN now() END)\
            """)
                .param("key", runKey)
                .param("attempt", attemptId)
                .param("task", taskId)
                .param("number", tryNumber)
                .param("state", state)
                .param("session", SESSION)
                .param("build", BUILD)
                .update();
        return this;
    }

    public Fixture output(long runKey, UUID attemptId, String json) {
        database.sql("INSERT INTO task_output (run_key, attempt_id, value) VALUES (:key, :attempt, :value::json)")
                .param("key", runKey)
                .param("attempt", attemptId)
                .param("value", json)
                .update();
        return this;
    }

    public Fixture user(String username, String passwordHash, String role) {
        database.sql("""
            INSERT INTO app_user (username, password_hash, role) VALUES (:name, :hash, :role)
            ON CONFLICT (username) DO UPDATE SET password_hash = :hash, role = :role, enabled = true\
            """)
                .param("name", username)
                .param("hash", passwordHash)
                .param("role", role)
                .update();
        return this;
    }
}
