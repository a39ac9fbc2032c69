package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether the run before lets a task start. */
final class DependsOnPastTopic implements TopicRunner {

    private static final String FOLLOWER = "follower";

    @Override
    public String topic() {
        return "depends-on-past";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "skip_waits_for_past" ->
                skip(Case.of(
                        topic(),
                        json,
                        "upstream_states",
                        "trigger_rule",
                        "wait_for_past_depends_before_skipping",
                        "past_met",
                        "expect"));
            case "wait_for_downstream",
                    "previous_state",
                    "gate_table",
                    "first_of_task",
                    "previous_run_choice",
                    "gap",
                    "mapped" ->
                gate(Case.of(
                        topic(),
                        json,
                        "depends_on_past",
                        "wait_for_downstream",
                        "ignore_depends_on_past",
                        "wait_for_past_depends_before_skipping",
                        "earlier_runs",
                        "this_run",
                        "catchup",
                        "task_start_date",
                        "backfill_ordinal",
                        "downstream_state",
                        "expect_dependents_done",
                        "expect_may_start",
                        "expect_past_marker_stored"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void skip(Case testCase) {
        String ours = TriggerRulesTopic.inRun(
                testCase.json().required("upstream_states"),
                testCase.text("trigger_rule"),
                testCase.flag("wait_for_past_depends_before_skipping"),
                testCase.flag("past_met"));
        assertThat(ours).isEqualTo(testCase.text("expect"));
    }

    private static void gate(Case testCase) {
        if (testCase.json().has("downstream_state")) {
            boolean open = isOpen(testCase, List.of(withFollower(testCase.text("downstream_state"))), true);
            assertThat(open).isEqualTo(testCase.flag("expect_dependents_done"));
            return;
        }
        List<EarlierRun> earlier = earlierRuns(testCase);
        boolean open = isOpen(testCase, earlier, testCase.flag("wait_for_downstream"));
        assertThat(open).isEqualTo(testCase.json().required("expect_may_start").asBoolean());
        if (testCase.json().has("expect_past_marker_stored")) {
            // Nothing is stored here: where the marker would be, a skip that waits for the past goes ahead.
            boolean skips = testCase.flag("wait_for_past_depends_before_skipping")
                    && TriggerRulesTopic.inRun(
                                    JsonNodeFactory.instance.objectNode().put("skipped", 1), "all_success", true, open)
                            .equals("skipped");
            assertThat(skips).isEqualTo(testCase.flag("expect_past_marker_stored"));
        }
    }

    private static boolean isOpen(Case testCase, List<EarlierRun> earlier, boolean waitForDownstream) {
        JsonNode json = testCase.json();
        boolean depends = json.path("depends_on_past").asBoolean(true) && !testCase.flag("ignore_depends_on_past");
        Instant start = CaseWords.date(json.path("task_start_date"));
        GraphOf graph = new GraphOf()
                .add("task")
                .control(
                        "task",
                        control -> control.withPast(
                                        depends
                                                ? new PastSpec(
                                                        waitForDownstream,
                                                        testCase.flag("wait_for_past_depends_before_skipping"))
                                                : null)
                                .between(start, null));
        TaskSpec task = graph.definition().tasks().getFirst();
        Catchup catchup = testCase.flag("catchup") ? Catchup.ALL : Catchup.LATEST;
        Optional<EarlierRun> previous = PastGate.previous(earlier, catchup);
        return PastGate.judge(
                        task,
                        List.of(FOLLOWER),
                        catchup,
                        json.path("backfill_ordinal").asInt(0) == 1,
                        previous)
                instanceof PastGate.Answer.Open;
    }

    private static EarlierRun withFollower(String state) {
        return earlierRun(
                DrivenRows.NOW, RunType.SCHEDULED, List.of(TaskState.SUCCESS), List.of(CaseWords.stateOf(state)));
    }

    private static List<EarlierRun> earlierRuns(Case testCase) {
        Instant before = CaseWords.date(testCase.json().path("this_run").path("logical_date"));
        List<EarlierRun> earlier = new ArrayList<>();
        for (JsonNode run : testCase.json().required("earlier_runs")) {
            assertThat(run.propertyNames()).isSubsetOf("logical_date", "run_type", "task", "downstream");
            Instant date = Objects.requireNonNull(CaseWords.date(run.required("logical_date")));
            assertThat(before == null || date.isBefore(before)).isTrue();
            earlier.add(earlierRun(
                    date,
                    RunType.of(run.required("run_type").asString()),
                    states(run.path("task")),
                    states(run.path("downstream"))));
        }
        return earlier;
    }

    private static EarlierRun earlierRun(Instant date, RunType type, List<TaskState> task, List<TaskState> followers) {
        return new EarlierRun(1, "before", date, type, id -> UpstreamCounts.of(id.equals(FOLLOWER) ? followers : task));
    }

    private static List<TaskState> states(JsonNode states) {
        return CaseWords.texts(states).stream().map(CaseWords::stateOf).toList();
    }
}
