package io.orchestrator.web.api;

import static io.orchestrator.web.api.Shapes.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class ApiShapeTest {

    private static final UUID ATTEMPT = new UUID(7, 1);
    private static final String RUN = "/api/v2/dags/pipeline/dagRuns/run-1";
    private static final String TASK = RUN + "/taskInstances/ingest";

    @Autowired
    FakeLogStore logs;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() {
        new Fixture(database).output(1, ATTEMPT, "{\"rows\": 1.50, \"text\": \"\\u0000\"}");
    }

    @Test
    void a_dag_has_airflows_fields() throws Exception {
        var list = api.get("/api/v2/dags").json();

        assertShape(list, "DAGCollectionResponse");
        assertThat(list.get("total_entries").intValue()).isEqualTo(2);
        var dag = list.get("dags").get(1);
        assertShape(dag, "DAGResponse");
        assertShape(dag.get("tags").get(0), "DagTagResponse");
        assertThat(dag).isEqualTo(api.get("/api/v2/dags/pipeline").json());
        assertThat(dag.get("dag_id").stringValue()).isEqualTo("pipeline");
        assertThat(dag.get("is_paused").booleanValue()).isFalse();
        assertThat(dag.get("timetable_summary").stringValue()).isEqualTo("0 0 * * *");
        assertThat(dag.get("next_dagrun_run_after").stringValue()).isEqualTo("2026-02-01T23:00:00Z");
        assertThat(dag.get("max_active_runs").intValue()).isEqualTo(3);
        assertThat(dag.get("last_expired").isNull()).as("nulls are told").isTrue();

        var details = api.get("/api/v2/dags/pipeline/details").json();
        assertShape(details, "DAGDetailsResponse");
        assertThat(details.get("timezone").stringValue()).isEqualTo("Europe/Berlin");
        assertThat(details.get("dag_run_timeout").stringValue()).isEqualTo("PT2H");
        assertThat(details.get("active_runs_count").intValue()).isEqualTo(1);
        assertShape(details.get("latest_dag_version"), "DagVersionResponse");
    }

    @Test
    void the_coming_runs_of_a_schedule_are_told() throws Exception {
        var coming = api.get("/api/v2/dags/pipeline/comingRuns?limit=3").json();

        assertThat(coming.get("total_entries").intValue()).isEqualTo(3);
        assertThat(coming.get("schedule_error").isNull()).isTrue();
        var run = coming.get("coming_runs").get(0);
        assertThat(run.propertyNames())
                .containsExactlyInAnyOrder(
                        "run_after", "logical_date", "data_interval_start", "data_interval_end", "clocks_change");
        assertThat(run.get("run_after").stringValue()).matches(".*T2[23]:00:00Z");
        assertThat(api.get("/api/v2/dags/pipeline/comingRuns?limit=101").status())
                .isEqualTo(422);
    }

    @Test
    void tasks_and_versions_have_airflows_fields() throws Exception {
        var tasks = api.get("/api/v2/dags/pipeline/tasks").json();
        assertShape(tasks, "TaskCollectionResponse");
        assertShape(tasks.get("tasks").get(0), "TaskResponse");
        assertThat(tasks.get("tasks").get(0).get("downstream_task_ids").get(0).stringValue())
                .isEqualTo("train");
        var delay = api.get("/api/v2/dags/pipeline/tasks/train").json().get("retry_delay");
        assertShape(delay, "TimeDelta");
        assertThat(delay.get("seconds").intValue()).isEqualTo(90);

        var versions = api.get("/api/v2/dags/pipeline/dagVersions").json();
        assertShape(versions, "DAGVersionCollectionResponse");
        assertShape(versions.get("dag_versions").get(0), "DagVersionResponse");
        assertThat(api.get("/api/v2/dags/pipeline/dagVersions/1").json())
                .isEqualTo(versions.get("dag_versions").get(0));
        assertThat(api.get("/api/v2/dags/pipeline/dagVersions/2").status()).isEqualTo(404);
    }

    @Test
    void a_run_has_airflows_fields() throws Exception {
        var list = api.get("/api/v2/dags/pipeline/dagRuns").json();
        assertShape(list, "DAGRunCollectionResponse");
        var run = list.get("dag_runs").get(0);
        assertShape(run, "DAGRunResponse");
        assertShape(run.get("dag_versions").get(0), "DagVersionResponse");
        assertThat(run).isEqualTo(api.get(RUN).json());
        assertThat(run.get("state").stringValue()).isEqualTo("success");
        assertThat(run.get("logical_date").stringValue()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(run.get("duration").doubleValue()).isEqualTo(90);
        assertThat(run.get("conf").get("limit").intValue()).isEqualTo(10);
        assertThat(run.get("triggering_user_name").stringValue()).isEqualTo("olga");
    }

    @Test
    void a_task_instance_has_airflows_fields() throws Exception {
        var list = api.get(RUN + "/taskInstances").json();
        assertShape(list, "TaskInstanceCollectionResponse");
        assertThat(list.get("total_entries").intValue()).isEqualTo(2);
        var ingest = list.get("task_instances").get(0);
        assertShape(ingest, "TaskInstanceResponse");
        assertThat(ingest).isEqualTo(api.get(TASK).json());
        assertThat(ingest).isEqualTo(api.get(TASK + "/-1").json());
        assertThat(ingest.get("id").stringValue()).isEqualTo(ATTEMPT.toString());
        assertThat(ingest.get("hostname").stringValue()).isEqualTo("host-1");
        assertThat(ingest.get("duration").doubleValue()).isEqualTo(2.5);
        assertThat(ingest.get("priority_weight").intValue()).isEqualTo(5);
        var train = list.get("task_instances").get(1);
        assertThat(train.get("state").isNull())
                .as("Airflow has no word for waiting")
                .isTrue();

        var tries = api.get(TASK + "/tries").json();
        assertShape(tries, "TaskInstanceHistoryCollectionResponse");
        assertShape(tries.get("task_instances").get(0), "TaskInstanceHistoryResponse");
        assertThat(api.get(TASK + "/tries/1").json())
                .isEqualTo(tries.get("task_instances").get(0));
        assertThat(api.get(TASK + "/tries/2").status()).isEqualTo(404);
    }

    @Test
    void a_try_is_shown_by_its_last_attempt() throws Exception {
        new Fixture(database)
                .attempt(2, "ingest", new UUID(8, 1), 1, "lost")
                .attempt(2, "ingest", new UUID(8, 2), 1, "failed")
                .attempt(2, "ingest", new UUID(8, 3), 2, "running")
                .attempt(2, "ingest", new UUID(8, 4), 2, "handed_back");

        var tries = api.get("/api/v2/dags/pipeline/dagRuns/run-2/taskInstances/ingest/tries")
                .json();

        assertThat(tries.get("task_instances").findValuesAsString("state")).containsExactly("failed", "running");
    }

    @Test
    void an_output_has_airflows_fields_and_its_value_is_as_it_was_written() throws Exception {
        var list = api.get(TASK + "/xcomEntries").json();
        assertShape(list, "XComCollectionResponse");
        assertThat(list.get("total_entries").intValue()).isEqualTo(1);
        assertShape(list.get("xcom_entries").get(0), "XComResponse");

        var entry = api.get(TASK + "/xcomEntries/return_value");
        assertShape(entry.json(), "XComResponseNative");
        assertThat(entry.body()).contains("{\"rows\": 1.50, \"text\": \"\\u0000\"}");
        assertThat(api.get(TASK + "/xcomEntries/return_value?stringify=true")
                        .json()
                        .get("value")
                        .stringValue())
                .isEqualTo("{\"rows\": 1.50, \"text\": \"\\u0000\"}");
        assertThat(api.get(TASK + "/xcomEntries/other").status()).isEqualTo(404);
        assertThat(api.get(RUN + "/taskInstances/train/xcomEntries")
                        .json()
                        .get("total_entries")
                        .intValue())
                .isZero();
        assertThat(api.get("/api/v2/dags/~/dagRuns/~/taskInstances/~/xcomEntries")
                        .json()
                        .get("total_entries")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void a_log_comes_in_parts_as_objects_or_as_lines() throws Exception {
        for (var piece = 0; piece < 20; piece++) {
            logs.append(List.of(piece(piece, "line %d \uD83D\uDE80".formatted(piece))));
        }

        var first = api.get(TASK + "/logs/1").json();
        assertShape(first, "TaskInstancesLogResponse");
        assertThat(first.get("content").get(0).get("event").stringValue()).isEqualTo("line 0 \uD83D\uDE80");
        assertThat(first.get("content").get(0).get("level").stringValue()).isEqualTo("info");
        assertThat(first.get("content").size()).isEqualTo(8);
        var second = api.get(TASK + "/logs/1?token="
                        + first.get("continuation_token").stringValue())
                .json();
        assertThat(second.get("content").get(0).get("event").stringValue()).startsWith("line 8 ");

        var whole = api.get(TASK + "/logs/1?full_content=true").json();
        assertThat(whole.get("content").size()).isEqualTo(20);
        assertThat(whole.get("continuation_token").isNull())
                .as("the attempt has ended")
                .isTrue();

        var objects = api.get(TASK + "/logs/1", "application/x-ndjson");
        assertThat(objects.type()).startsWith("application/x-ndjson");
        assertThat(objects.body().lines()).hasSize(20).allMatch(line -> line.startsWith("{\"timestamp\":"));
        var lines = api.get(TASK + "/logs/1", "text/plain");
        assertThat(lines.body().lines()).first().isEqualTo("[2026-01-01T00:00:00Z] INFO stdout: line 0 \uD83D\uDE80");
    }

    @Test
    void pieces_of_a_log_that_are_broken_break_nothing_else() throws Exception {
        logs.append(List.of(
                new LogChunks.Chunk(1, ATTEMPT, 0, 1, new byte[] {1, 2, 3}),
                new LogChunks.Chunk(1, ATTEMPT, 1, 1, zipped("no JSON\nnull\n{\"at\":null}\n")),
                piece(2, "well")));

        var events = api.get(TASK + "/logs/1").json().get("content").findValuesAsString("event");

        assertThat(events).hasSize(5).last().isEqualTo("well");
    }

    private static LogChunks.Chunk piece(int sequence, String text) throws Exception {
        var line = "{\"at\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"source\":\"stdout\",\"text\":\"%s\"}\n"
                .formatted(text);
        return new LogChunks.Chunk(1, ATTEMPT, sequence, 1, zipped(line));
    }

    private static byte[] zipped(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void import_errors_and_events_have_airflows_fields() throws Exception {
        database.sql("""
                        INSERT INTO import_error (id, bundle, source, message, detail)
                        VALUES (:id, 'example', 'org.example.pipeline', 'The DAG has a cycle', 'at line 3')""").param("id", UUID.randomUUID()).update();
        database.sql(
                        "INSERT INTO audit_event (id, actor, action, dag_id) VALUES (:id, 'olga', 'dag.pause', 'pipeline')")
                .param("id", UUID.randomUUID())
                .update();

        var errors = api.get("/api/v2/importErrors").json();
        assertShape(errors, "ImportErrorCollectionResponse");
        var error = errors.get("import_errors").get(0);
        assertShape(error, "ImportErrorResponse");
        assertThat(api.get("/api/v2/importErrors/"
                                + error.get("import_error_id").longValue())
                        .json())
                .isEqualTo(error);
        assertThat(api.get("/api/v2/dags/pipeline")
                        .json()
                        .get("has_import_errors")
                        .booleanValue())
                .isTrue();

        var events =
                api.get("/api/v2/eventLogs?event=dag.pause&after=2020-01-01").json();
        assertShape(events, "EventLogCollectionResponse");
        assertShape(events.get("event_logs").get(0), "EventLogResponse");
        assertThat(api.get("/api/v2/eventLogs?excluded_events=dag.pause&excluded_events=login")
                        .json()
                        .get("total_entries")
                        .intValue())
                .isZero();
    }

    @Test
    void health_and_version_have_airflows_fields() throws Exception {
        var health = api.anonymous().get("/api/v2/monitor/health").json();
        assertShape(health, "HealthInfoResponse");
        assertShape(health.get("scheduler"), "SchedulerInfoResponse");
        assertShape(health.get("triggerer"), "TriggererInfoResponse");
        assertShape(health.get("dag_processor"), "DagProcessorInfoResponse");
        assertThat(health.get("metadatabase").get("status").stringValue()).isEqualTo("healthy");
        assertThat(health.get("scheduler").get("status").stringValue()).isEqualTo("healthy");
        assertShape(api.get("/api/v2/version").json(), "VersionInfo");
    }

    @Test
    void the_end_of_a_run_is_told_with_the_outputs_that_were_asked_for() throws Exception {
        var answer = api.get(RUN + "/wait?interval=1&result=ingest&result=nothing");

        assertThat(answer.type()).startsWith("application/x-ndjson");
        assertThat(answer.body().strip())
                .isEqualTo(
                        "{\"state\":\"success\",\"results\":{\"ingest\":{\"rows\":1.5,\"text\":\"\\u0000\"},\"nothing\":null}}");
    }

    @Test
    @Timeout(60)
    void a_run_that_goes_on_is_looked_at_until_it_ends() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        api.request("/api/v2/dags/pipeline/dagRuns/run-2/wait?interval=1")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        var lines = answer.body().iterator();

        assertThat(lines.next()).isEqualTo("{\"state\":\"running\"}");
        database.sql("UPDATE dag_run SET state = 'failed', ended_at = now() WHERE run_id = 'run-2'")
                .update();
        String line;
        do {
            line = lines.next();
        } while (lines.hasNext());
        assertThat(line).isEqualTo("{\"state\":\"failed\"}");
    }
}
