package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clearing, and why something does not go on. */
@ServerTest
class ClearApiTest {

    private static final String RUN = "/api/v2/dags/pipeline/dagRuns/run-1";

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @Test
    void clearing_is_only_tried_unless_it_is_said_otherwise() throws Exception {
        engine.answer(Command.Clear.class, ask -> List.of(TaskInstance.created(1, "ingest", -1, 0)));

        var answer = api.post("/api/v2/dags/pipeline/clearTaskInstances", "{\"dag_run_id\":\"run-1\"}");
        api.post(
                "/api/v2/dags/pipeline/clearTaskInstances",
                "{\"dag_run_id\":\"run-1\",\"dry_run\":false,\"task_ids\":[\"ingest\"],\"include_downstream\":true,\"only_failed\":false}");

        assertThat(answer.json().get("task_instances").findValuesAsString("task_id"))
                .containsExactly("ingest");
        assertThat(engine.asked(Command.Clear.class))
                .containsExactly(
                        Command.Clear.of("pipeline", Selection.ofRun("run-1").only(true, false), "admin")
                                .tried(),
                        Command.Clear.of(
                                "pipeline",
                                Selection.ofRun("run-1").tasks("ingest").withDownstream(),
                                "admin"));
    }

    @Test
    void every_choice_of_clearing_reaches_the_engine() throws Exception {
        engine.answer(Command.Clear.class, ask -> List.of());
        var clear = "/api/v2/dags/pipeline/clearTaskInstances";

        api.post(clear, """
                {"dag_run_id": "run-1", "task_ids": [["ingest", 2], "load"], "include_past": true, "include_future": true,
                 "include_upstream": true, "only_failed": false, "only_running": true, "prevent_running_task": true,
                 "run_on_latest_version": true, "conf": {"limit": 7}}""");
        api.post(clear, "{\"start_date\": \"2026-01-01T00:00:00Z\", \"end_date\": \"2026-01-31T00:00:00Z\"}");

        var items = List.of(new Selection.Item("ingest", 2), new Selection.Item("load", null));
        assertThat(engine.asked(Command.Clear.class))
                .containsExactly(
                        new Command.Clear(
                                "pipeline",
                                Selection.ofRun("run-1")
                                        .across(true, true)
                                        .tasks(items, true, false)
                                        .only(false, true),
                                true,
                                Json.MAPPER.readTree("{\"limit\": 7}"),
                                true,
                                true,
                                "admin"),
                        Command.Clear.of(
                                        "pipeline",
                                        Selection.ofDates(
                                                        Instant.parse("2026-01-01T00:00:00Z"),
                                                        Instant.parse("2026-01-31T00:00:00Z"))
                                                .only(true, false),
                                        "admin")
                                .tried());
        assertThat(api.post(clear, "{}").status()).isEqualTo(422);
        assertThat(api.post(clear, "{\"dag_run_id\": \"run-1\", \"end_date\": \"2026-01-31T00:00:00Z\"}")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(clear, "{\"dag_run_id\": \"run-1\", \"task_ids\": [[1, 2]]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void why_a_task_waits_is_told_down_to_the_root() throws Exception {
        engine.answer(
                Command.Explain.class,
                ask -> new Explanation(List.of(
                        new Explanation.Step("run-1", "load", 2, "upstream", "waits for ingest.", null, false, false),
                        new Explanation.Step(
                                "run-1",
                                "ingest",
                                -1,
                                "retry_at",
                                "is tried again.",
                                Instant.parse("2026-01-31T00:00:00Z"),
                                true,
                                false))));
        var run = "/api/orchestrator/v1/dags/pipeline/dagRuns/run-1";
        // What has ended, the engine is not asked about.
        assertThat(api.get(run + "/why").json().path("causes").isEmpty()).isTrue();
        database.sql("""
                        UPDATE dag_run SET state = 'running', started_at = now(), ended_at = NULL, settled = false
                        WHERE dag_id = 'pipeline' AND run_id = 'run-1'""").update();

        var why = api.get(run + "/taskInstances/load/why?map_index=2").json();
        api.get(run + "/why");

        assertThat(why.path("causes").findValuesAsString("cause")).containsExactly("upstream", "retry_at");
        assertThat(why.path("causes").get(1).path("until").asString()).isEqualTo("2026-01-31T00:00:00Z");
        assertThat(why.path("causes").get(0).path("sentence").asString()).isEqualTo("waits for ingest.");
        assertThat(engine.asked(Command.Explain.class))
                .containsExactly(
                        new Command.Explain("pipeline", "run-1", "load", 2),
                        new Command.Explain("pipeline", "run-1", null, -1));
        assertThat(api.get("/api/orchestrator/v1/dags/pipeline/dagRuns/nope/why")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_whole_run_is_cleared() throws Exception {
        engine.answer(Command.Clear.class, ask -> List.of(TaskInstance.created(1, "ingest", -1, 0)));

        assertThat(api.post(RUN + "/clear", "{}").json().has("task_instances")).isTrue();
        assertThat(api.post(RUN + "/clear", "{\"dry_run\":false}")
                        .json()
                        .get("dag_run_id")
                        .stringValue())
                .isEqualTo("run-1");
        assertThat(engine.asked(Command.Clear.class))
                .extracting(Command.Clear::dryRun)
                .containsExactly(true, false);
    }
}
