package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.TriggerRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a run ends, by the states of its tasks. */
final class DagRunStateTopic implements TopicRunner {

    @Override
    public String topic() {
        return "dagrun-state";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "leaf_decides",
                    "leaf_table",
                    "teardown",
                    "deadlock",
                    "mapped",
                    "removed",
                    "no_deadlock",
                    "unfinished" ->
                looked(Case.of(
                        topic(),
                        json,
                        "tasks",
                        "edges",
                        "states",
                        "runs",
                        "looks",
                        "run_state_before",
                        "reason",
                        "expect_run_state",
                        "expect_run_states",
                        "expect_run_state_not",
                        "expect_schedulable_nonempty",
                        "expect_end_date_set"));
            case "deciding_tasks" -> deciding(Case.of(topic(), json, "tasks", "edges", "expect_deciding_tasks"));
            case "end_date" -> endDate(Case.of(topic(), json, "steps"));
            case "run_timeout" ->
                timeout(Case.of(
                        topic(),
                        json,
                        "run_timeout_s",
                        "running_for_s",
                        "max_active_runs",
                        "states",
                        "reason",
                        "expect_run_state",
                        "expect_next_run_can_be_made"));
            case "paused" -> paused(Case.of(topic(), json, "paused", "run_type", "steps"));
            case "fail_fast" ->
                failFast(Case.of(topic(), json, "fail_fast", "failing_task", "groups", "expect_states_after"));
            case "task_dates" ->
                taskDates(Case.of(topic(), json, "run_type", "logical_date", "tasks", "expect_task_instances"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void looked(Case testCase) {
        JsonNode json = testCase.json();
        if (json.path("tasks").valueStream().anyMatch(DagRunStateTopic::hasUnknownRule)) {
            unknownRule(testCase);
        } else if (json.has("runs")) {
            severalRuns(testCase);
        } else {
            DrivenRun run = run(testCase);
            run.look();
            for (JsonNode look : json.path("looks")) {
                run.assertStates(look.path("expect_states"));
                testCase.expectRunState(run, look);
                run.look();
            }
            testCase.expectRunState(run, json);
            if (testCase.flag("expect_schedulable_nonempty")) {
                assertThat(run.runnable()).isNotEmpty();
            }
            if (json.has("expect_end_date_set")) {
                assertThat(run.state().run().endedAt() != null).isEqualTo(testCase.flag("expect_end_date_set"));
            }
        }
    }

    /** A run that had ended and has unfinished tasks again was cleared in between. */
    private static DrivenRun run(Case testCase) {
        Map<String, List<@Nullable String>> states =
                CaseWords.states(testCase.json().required("states"));
        GraphOf graph = GraphOf.of(testCase.json());
        if (!testCase.feature().equals("unfinished")) {
            return DrivenRun.in(graph, states);
        }
        Map<String, List<@Nullable String>> before = new LinkedHashMap<>(states);
        Set<String> unfinished = new LinkedHashSet<>();
        states.forEach((task, all) -> {
            if (!CaseWords.stateOf(all.getFirst()).isFinal()) {
                before.put(task, List.of("success"));
                unfinished.add(task);
            }
        });
        DrivenRun run = DrivenRun.in(
                graph,
                before,
                DagRunState.of(testCase.optionalText("run_state_before").orElse("failed")));
        run.decide(new RunEvent.Clear(unfinished.stream().map(run::number).collect(Collectors.toSet()), "somebody"));
        run.decide(new RunEvent.Start());
        return run;
    }

    private static boolean hasUnknownRule(JsonNode task) {
        return task.path("trigger_rule").asString("").equals("<unknown>");
    }

    private static void unknownRule(Case testCase) {
        assertThatThrownBy(() -> Json.MAPPER.readValue("\"<unknown>\"", TriggerRule.class))
                .hasMessageContaining("<unknown>");
        DocumentedAnswers.settle(
                testCase, testCase.text("expect_run_state"), DocumentedAnswers.REFUSED, () -> "no rule");
    }

    /** Each run's tasks see the states of the run before it. */
    private static void severalRuns(Case testCase) {
        Map<String, List<@Nullable String>> before = Map.of();
        for (JsonNode described : testCase.json().required("runs")) {
            Map<String, List<@Nullable String>> states = CaseWords.states(described.required("states"));
            DrivenRun run = DrivenRun.in(GraphOf.of(testCase.json()), states);
            Map<String, List<@Nullable String>> past = before;
            run.state().setPast(task -> {
                String id = run.state().graph().task(task).taskId();
                boolean depends = run.state().graph().task(task).control().past() != null;
                return depends && past.containsKey(id) && !past.get(id).equals(List.of("success"))
                        ? new PastGate.Answer.Closed("before", "task", "the run before is not so far", true)
                        : PastGate.open();
            });
            run.look();
            String id = described.required("id").asString();
            assertThat(run.state().run().state().key())
                    .isEqualTo(testCase.json()
                            .required("expect_run_states")
                            .required(id)
                            .asString());
            before = states;
        }
    }

    private static void deciding(Case testCase) {
        TaskGraph graph = GraphOf.of(testCase.json()).build();
        assertThat(graph.deciding().stream().map(task -> graph.task(task).taskId()))
                .containsExactlyInAnyOrderElementsOf(testCase.texts("expect_deciding_tasks"));
    }

    private static void endDate(Case testCase) {
        DagRun run = DrivenRows.run(DagRunState.QUEUED, RunType.MANUAL, null, null);
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("set", "expect_end_date_set");
            run = set(run, DagRunState.of(step.required("set").asString()));
            assertThat(run.endedAt() != null)
                    .isEqualTo(step.required("expect_end_date_set").asBoolean());
        }
    }

    private static DagRun set(DagRun run, DagRunState state) {
        return switch (state) {
            case QUEUED -> apply(run, new DagRunLifecycle.Event.Cleared());
            case RUNNING -> apply(apply(run, new DagRunLifecycle.Event.Cleared()), new DagRunLifecycle.Event.Started());
            case SUCCESS, FAILED -> apply(run, new DagRunLifecycle.Event.Ended(state, null));
        };
    }

    private static DagRun apply(DagRun run, DagRunLifecycle.Event event) {
        return DagRunLifecycle.apply(run, event, DrivenRows.NOW);
    }

    private static void timeout(Case testCase) {
        JsonNode json = testCase.json();
        Map<String, List<@Nullable String>> states = CaseWords.states(json.path("states"));
        GraphOf graph = new GraphOf().add("task");
        states.keySet().forEach(graph::add);
        DrivenRun run = DrivenRun.in(graph, states);
        Duration limit = Duration.ofSeconds(json.required("run_timeout_s").asLong());
        Duration ran = Duration.ofSeconds(json.required("running_for_s").asLong());
        if (run.state().run().isOverTime(limit, DrivenRows.NOW.plus(ran))) {
            run.decide(new RunEvent.End(DagRunState.FAILED, "timed_out"));
        }
        assertThat(run.state().run().state().key()).isEqualTo(testCase.text("expect_run_state"));
        testCase.optionalText("reason")
                .ifPresent(reason -> assertThat(run.state().run().stateReason()).isEqualTo(reason));
        if (testCase.flag("expect_next_run_can_be_made")) {
            assertThat(run.state().run().state()).as("takes no room any more").isNotEqualTo(DagRunState.RUNNING);
        }
    }

    /** Nothing that decides on a run that has started asks whether its DAG is paused. */
    private static void paused(Case testCase) {
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("states", "expect_run_state", "expect_states");
            Map<String, List<@Nullable String>> states = CaseWords.states(step.required("states"));
            GraphOf graph = new GraphOf();
            states.keySet().forEach(graph::add);
            DrivenRun run = DrivenRun.in(graph, states);
            run.look();
            testCase.expectRunState(run, step);
        }
    }

    private static void failFast(Case testCase) {
        assertThat(testCase.text("groups"))
                .isEqualTo("two groups of setup, work, mapped teardown; the second runs after the first");
        GraphOf graph = SetupTeardownTopic.twoGroups("tg_1", "tg_2", "my_setup", "my_work", "my_teardown");
        if (testCase.flag("fail_fast")) {
            graph.failFast();
        }
        DrivenRun run =
                DrivenRun.queued(graph).toItsEnd(SetupTeardownTopic.listsBut(Set.of(testCase.text("failing_task"))));
        run.assertStates(testCase.json().required("expect_states_after"));
    }

    private static void taskDates(Case testCase) {
        TaskGraph graph = GraphOf.of(testCase.json()).build();
        DagRun run = DrivenRows.run(
                DagRunState.QUEUED,
                RunType.of(testCase.text("run_type")),
                CaseWords.date(testCase.json().required("logical_date")),
                null);
        assertThat(RunInstances.of(graph, run))
                .extracting(TaskInstance::taskId)
                .containsExactlyInAnyOrderElementsOf(testCase.texts("expect_task_instances"));
        assertThat(RunInstances.of(graph, run)).extracting(TaskInstance::state).containsOnly(TaskState.NONE);
    }
}
