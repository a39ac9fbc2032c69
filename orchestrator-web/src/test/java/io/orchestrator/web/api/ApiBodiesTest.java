package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Notes, lists that are asked for in a body, and changes of many things by one call. */
@ServerTest
class ApiBodiesTest {

    private static final String TASK = "/api/v2/dags/pipeline/dagRuns/run-1/taskInstances/ingest";

    @Autowired
    FakeEngine engine;

    @Autowired
    ApiClient api;

    @Test
    void notes_are_kept_and_noted() throws Exception {
        assertThat(api.patch(TASK, "{\"note\":\"look at the source\"}")
                        .json()
                        .get("task_instances")
                        .get(0)
                        .get("note")
                        .stringValue())
                .isEqualTo("look at the source");
        var run = "/api/v2/dags/pipeline/dagRuns/run-1";
        assertThat(api.patch(run + "?update_mask=note", "{\"note\":\"late\",\"state\":\"failed\"}")
                        .json()
                        .get("note")
                        .stringValue())
                .isEqualTo("late");
        assertThat(api.patch(run, "{\"note\":null}").json().get("note").isNull())
                .isTrue();
        assertThat(api.patch(run, "{}").status()).isEqualTo(422);
        assertThat(api.get("/api/v2/eventLogs?event=run.note")
                        .json()
                        .get("total_entries")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void lists_are_asked_for_in_a_body_too() throws Exception {
        var runs = api.post(
                "/api/v2/dags/~/dagRuns/list",
                "{\"dag_ids\":[\"pipeline\"],\"states\":[\"success\"],\"order_by\":\"-run_id\",\"page_limit\":5}");
        assertThat(runs.json().get("total_entries").intValue()).isEqualTo(1);
        var wrong = api.post("/api/v2/dags/~/dagRuns/list", "{\"states\":[\"nonsense\"]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.detail()).contains("body").contains("nonsense");

        var tasks = api.post(
                "/api/v2/dags/~/dagRuns/~/taskInstances/list",
                "{\"dag_ids\":[\"pipeline\"],\"task_ids\":[\"ingest\"],\"duration_gt\":1}");
        assertThat(tasks.json().get("total_entries").intValue()).isEqualTo(1);
    }

    @Test
    void pools_and_task_instances_are_changed_many_at_once() throws Exception {
        engine.reset();
        engine.answer(Command.PutPool.class, Command.PutPool::pool);
        var answer = api.patch("/api/v2/pools", """
                {"actions": [
                  {"action": "create", "entities": [{"name": "gpu", "slots": 2}, {"name": "default_pool", "slots": 1}]},
                  {"action": "update", "entities": [{"name": "missing", "slots": 2}], "action_on_non_existence": "skip"},
                  {"action": "delete", "entities": ["missing"]}]}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/create/success/0").stringValue()).isEqualTo("gpu");
        assertThat(answer.json().at("/create/errors/0/status_code").intValue()).isEqualTo(409);
        assertThat(answer.json().at("/update/success").isEmpty()).isTrue();
        assertThat(answer.json().at("/delete/errors/0/status_code").intValue()).isEqualTo(404);
        assertThat(engine.asked(Command.PutPool.class)).hasSize(1);
    }
}
