package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.CommandRefused.Kind;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ApiTest {

    private static final String RUN = "/api/v2/dags/pipeline/dagRuns/run-1";
    private static final String TASK = RUN + "/taskInstances/ingest";

    @Autowired
    FakeEngine engine;

    @Autowired
    ApiClient api;

    private static DagRun run(String runId) {
        var time = Instant.parse("2026-01-01T00:00:00Z");
        return new DagRun(
                1,
                "pipeline",
                runId,
                RunType.MANUAL,
                DagRunState.QUEUED,
                null,
                time,
                time,
                time,
                time,
                Json.MAPPER.createObjectNode(),
                1,
                Fixture.BUILD,
                "admin",
                null,
                0,
                time,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v2/dags, 2",
        "/api/v2/dags?limit=1, 2",
        "/api/v2/dags?limit=0, 2",
        "/api/v2/dags?dag_id_pattern=PIPE, 1",
        "/api/v2/dags?tags=ai&tags=nothing, 2",
        "/api/v2/dags?tags=ai&tags=nothing&tags_match_mode=all, 0",
        "/api/v2/dags?tags=ai&tags=daily&tags_match_mode=all, 2",
        "/api/v2/dags?owners=data%20team, 2",
        "/api/v2/dags?paused=true, 0",
        "/api/v2/dags?bundle_name=example&paused=false, 2",
        "/api/v2/dags/pipeline/dagRuns, 2",
        "/api/v2/dags/~/dagRuns, 3",
        "/api/v2/dags/~/dagRuns?state=failed&state=running, 2",
        "/api/v2/dags/~/dagRuns?run_type=scheduled, 0",
        "/api/v2/dags/~/dagRuns?run_id_pattern=run-1, 2",
        "/api/v2/dags/~/dagRuns?logical_date_gte=2026-01-01T02:00:00Z&logical_date_lt=2026-01-01T03:00:00%2B00:00, 1",
        "/api/v2/dags/~/dagRuns?start_date_gt=2026-01-01T02:00:00+00:00, 1",
        "/api/v2/dags/~/dagRuns?dag_version=1&dag_version=2, 3",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances?state=success, 1",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances?state=no_status, 1",
        "/api/v2/dags/pipeline/dagRuns/~/taskInstances, 3",
        "/api/v2/dags/~/dagRuns/~/taskInstances?task_id=ingest, 2",
        "/api/v2/dags/~/dagRuns/~/taskInstances?run_id_pattern=run-2, 1",
        "/api/v2/dags/~/dagRuns/~/taskInstances?try_number=1&map_index=-1, 1",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/ingest/listMapped, 0"
    })
    void a_filter_lets_through_what_it_says(String path, int total) throws Exception {
        var answer = api.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("total_entries").intValue()).isEqualTo(total);
    }

    @Test
    void a_list_is_cut_into_parts_and_ordered_as_asked() throws Exception {
        var newest = api.get("/api/v2/dags/~/dagRuns?order_by=-logical_date&limit=1&offset=1")
                .json();

        assertThat(newest.get("dag_runs").findValuesAsString("dag_run_id")).containsExactly("run-2");
        assertThat(api.get("/api/v2/dags?order_by=-dag_id").json().get("dags").findValuesAsString("dag_display_name"))
                .startsWith("pipeline");
    }

    @Test
    void many_runs_are_triggered_by_one_call() throws Exception {
        engine.answer(
                Command.Trigger.class,
                ask -> new Command.Triggered(run(Objects.requireNonNull(ask.runId())), !"b".equals(ask.runId())));

        var answer = api.post(
                "/api/v2/dags/pipeline/dagRuns/batch",
                "{\"dag_runs\":[{\"dag_run_id\":\"a\",\"logical_date\":null},{\"dag_run_id\":\"b\",\"logical_date\":null}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"created\":[\"a\"],\"existing\":[\"b\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"dag_runs\":[]} | expected 1 to 1000",
                "{\"dag_runs\":[{\"dag_run_id\":\"a\"}]} | logical_date",
                "{} | expected 1 to 1000"
            })
    void a_batch_with_one_wrong_run_triggers_none(String body, String message) throws Exception {
        var answer = api.post("/api/v2/dags/pipeline/dagRuns/batch", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(message);
        assertThat(engine.asked(Command.Trigger.class)).isEmpty();
    }

    @Test
    void a_run_is_triggered_in_the_users_name() throws Exception {
        engine.answer(Command.Trigger.class, ask -> new Command.Triggered(run("run-1"), true));

        var answer = api.post(
                "/api/v2/dags/pipeline/dagRuns",
                "{\"dag_run_id\":\"mine\",\"logical_date\":\"2026-03-01T02:00:00+02:00\",\"conf\":{\"a\":\"\uD83D\uDE80\"},\"note\":\"why\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("dag_run_id").stringValue()).isEqualTo("run-1");
        var date = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(engine.asked(Command.Trigger.class))
                .containsExactly(new Command.Trigger(
                        "pipeline",
                        "mine",
                        RunType.MANUAL,
                        date,
                        null,
                        null,
                        Json.MAPPER.readTree("{\"a\":\"\uD83D\uDE80\"}"),
                        "why",
                        "admin"));
    }

    @Test
    void a_run_may_be_without_logical_date_but_that_must_be_said() throws Exception {
        engine.answer(Command.Trigger.class, ask -> new Command.Triggered(run("run-1"), true));

        assertThat(api.post("/api/v2/dags/pipeline/dagRuns", "{}").status()).isEqualTo(422);
        assertThat(api.post("/api/v2/dags/pipeline/dagRuns", "{\"logical_date\":null}")
                        .status())
                .isEqualTo(200);
        assertThat(engine.asked(Command.Trigger.class)).singleElement().satisfies(ask -> {
            assertThat(ask.logicalDate()).isNull();
            assertThat(ask.intervalStart()).isNull();
            assertThat(ask.runId()).isNull();
        });
    }

    @Test
    void a_run_that_is_there_already_is_a_conflict() throws Exception {
        engine.answer(Command.Trigger.class, ask -> new Command.Triggered(run("run-1"), false));

        var answer = api.post("/api/v2/dags/pipeline/dagRuns", "{\"logical_date\":\"2026-01-01T01:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("run-1");
    }

    @Test
    void a_dag_is_paused() throws Exception {
        engine.answer(Command.Pause.class, ask -> true);

        assertThat(api.patch("/api/v2/dags/pipeline?update_mask=is_paused", "{\"is_paused\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(engine.asked(Command.Pause.class)).containsExactly(new Command.Pause("pipeline", true, "admin"));
    }

    @Test
    void a_run_is_marked() throws Exception {
        engine.answer(Command.MarkRun.class, ask -> run("run-1"));

        assertThat(api.patch(RUN, "{\"state\":\"failed\"}").status()).isEqualTo(200);
        assertThat(api.patch(RUN, "{\"state\":\"running\"}").status()).isEqualTo(422);
        assertThat(engine.asked(Command.MarkRun.class))
                .containsExactly(new Command.MarkRun("pipeline", "run-1", DagRunState.FAILED, "admin"));
    }

    @Test
    void a_task_instance_is_marked() throws Exception {
        engine.answer(Command.MarkTask.class, ask -> TaskInstance.created(1, "ingest", -1, 0));

        for (var path : List.of(TASK, TASK + "/-1", TASK + "?map_index=-1")) {
            var answer = api.patch(path, "{\"new_state\":\"skipped\"}");

            assertThat(answer.json().get("total_entries").intValue()).isEqualTo(1);
        }
        assertThat(engine.asked(Command.MarkTask.class))
                .hasSize(3)
                .containsOnly(new Command.MarkTask("pipeline", "run-1", "ingest", -1, TaskState.SKIPPED, "admin"));
        assertThat(api.patch(TASK, "{\"new_state\":\"running\"}").status()).isEqualTo(422);
    }

    @Test
    void a_mark_reaches_as_far_as_a_clear_would() throws Exception {
        engine.reset();
        engine.answer(
                Command.Clear.class,
                asked -> List.of(TaskInstance.created(1, "ingest", -1, 1), TaskInstance.created(2, "ingest", -1, 1)));
        engine.answer(Command.MarkTask.class, asked -> TaskInstance.created(1, "ingest", -1, 1));

        var answer = api.patch(TASK, "{\"new_state\":\"failed\",\"include_future\":true,\"include_downstream\":true}");

        assertThat(answer.status()).isEqualTo(200);
        var asked = engine.asked(Command.Clear.class).getFirst();
        assertThat(asked.dryRun()).isTrue();
        assertThat(asked.what().future()).isTrue();
        assertThat(asked.what().downstream()).isTrue();
        assertThat(engine.asked(Command.MarkTask.class))
                .extracting(Command.MarkTask::runId)
                .containsExactly("run-1", "run-2");
        assertThat(api.patch(TASK + "/dry_run", "{\"new_state\":\"failed\",\"include_future\":true}")
                        .json()
                        .get("total_entries")
                        .intValue())
                .isEqualTo(2);
        assertThat(engine.asked(Command.MarkTask.class)).hasSize(2);
    }

    @Test
    void what_the_engine_refuses_is_told_with_its_sentence() throws Exception {
        for (var refusal : Map.of(Kind.NOT_FOUND, 404, Kind.CONFLICT, 409, Kind.INVALID, 400, Kind.UNAVAILABLE, 503)
                .entrySet()) {
            engine.answer(Command.Pause.class, ask -> {
                throw new CommandRefused(refusal.getKey(), "because of " + refusal.getKey());
            });

            var answer = api.patch("/api/v2/dags/pipeline", "{\"is_paused\":true}");

            assertThat(answer.status()).isEqualTo(refusal.getValue());
            assertThat(answer.detail()).isEqualTo("\"because of %s\"".formatted(refusal.getKey()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v2/nothing, 404",
        "/api/v2/dags/nothing, 404",
        "/api/v2/dags/nothing/details, 404",
        "/api/v2/dags/nothing/tasks, 404",
        "/api/v2/dags/nothing/dagVersions, 404",
        "/api/v2/dags/nothing/dagRuns, 404",
        "/api/v2/dags/pipeline/tasks/nothing, 404",
        "/api/v2/dags/pipeline/dagVersions/x, 422",
        "/api/v2/dags/pipeline/dagRuns/nothing, 404",
        "/api/v2/dags/pipeline/dagRuns/%F0%9F%9A%80, 404",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/nothing, 404",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/ingest/99999999999, 422",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/ingest/logs/7, 404",
        "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/ingest/logs/1?token=x, 422",
        "/api/v2/dags/pipeline/dagRuns/run-1/wait, 422",
        "/api/v2/dags/pipeline/dagRuns/run-1/wait?interval=-1, 422",
        "/api/v2/importErrors/7, 404",
        "/api/v2/dags?limit=-1, 422",
        "/api/v2/dags?limit=x, 422",
        "/api/v2/dags?limit=99999999999999, 422",
        "/api/v2/dags?offset=-1, 422",
        "/api/v2/dags?order_by=password_hash, 400",
        "/api/v2/dags?nothing=1, 422",
        "/api/v2/dags?paused=maybe, 422",
        "/api/v2/dags?tags=%00, 422",
        "/api/v2/dags?dag_id_pattern=%25%5C, 200",
        "/api/v2/dags/~/dagRuns?state=exploded, 422",
        "/api/v2/dags/~/dagRuns?start_date_gte=yesterday, 422",
        "/api/v2/dags/~/dagRuns?start_date_gte=999999999-01-01T00:00:00Z, 422",
        "/api/v2/dags/a%00b, 400",
        "/api/v2/dags/a%2Fb, 400"
    })
    void odd_questions_get_an_answer_that_is_nobodys_fault(String path, int status) throws Exception {
        var answer = api.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void odd_bodies_get_an_answer_that_is_nobodys_fault() throws Exception {
        var path = "/api/v2/dags/pipeline/dagRuns";
        for (var body : List.of(
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"logical_date\":7}",
                "{\"logical_date\":\"yesterday\"}",
                "{\"logical_date\":null,\"conf\":[]}",
                "{\"logical_date\":null,\"conf\":{\"a\":\"\\u0000\"}}",
                "{\"logical_date\":null,\"conf\":{\"\\u0000\":1}}",
                "{\"logical_date\":null,\"conf\":{\"a\":[\"\\ud800\"]}}",
                "{\"logical_date\":null,\"note\":\"\\u0000\"}",
                "{\"logical_date\":null,\"note\":\"%s\"}".formatted("x".repeat(1001)),
                "{\"logical_date\":null,\"dag_run_id\":\"a/b\"}",
                "{\"logical_date\":null,\"dag_run_id\":\"\"}",
                "{\"logical_date\":null,\"dag_run_id\":\"~\"}",
                "{\"logical_date\":null,\"dag_run_id\":\"scheduled__2026\"}",
                "{\"logical_date\":null,\"dag_run_id\":\"%s\"}".formatted("x".repeat(251)),
                "{\"logical_date\":null,\"data_interval_start\":\"2026-01-01T00:00:00Z\"}",
                "{\"logical_date\":null,\"unknown\":1}",
                "{\"logical_date\":null,\"conf\":%s}".formatted("[".repeat(2000)))) {
            var answer = api.post(path, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.json().get("detail").isArray()).as(body).isTrue();
        }
        assertThat(api.post(path, "{\"conf\":\"%s\"}".formatted("x".repeat(1024 * 1024)))
                        .status())
                .isEqualTo(413);
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void only_json_is_read() throws Exception {
        var answer = api.send(api.request("/api/v2/dags/pipeline/dagRuns")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"logical_date\":null}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().has("detail")).isTrue();
    }
}
