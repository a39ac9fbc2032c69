package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.dag.ClearScope;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.MapSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What clearing takes with it, and what it leaves. */
final class ClearTopic implements TopicRunner {

    @Override
    public String topic() {
        return "clear";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "teardown_not_linked",
                    "scope",
                    "nested",
                    "two_scopes",
                    "clear_teardown",
                    "clear_work",
                    "clear_setup",
                    "setup_of_setup",
                    "chain_of_setups",
                    "teardown_between",
                    "plain_graph",
                    "groups" -> {
                if (json.has("describe")) {
                    ScopeWiring.groups(Case.of(topic(), json, "describe", "expect_upstream", "expect_downstream"));
                } else {
                    scope(Case.of(topic(), json, "tasks", "edges", "clear", "expect_cleared"));
                }
            }
            case "fields" -> fields(Case.of(topic(), json, "before", "cleared", "expect_after"));
            case "state_after_clear", "dry_run", "history", "tries" ->
                one(Case.of(
                        topic(),
                        json,
                        "state_before",
                        "retries",
                        "dry_run",
                        "steps",
                        "try_number_before",
                        "max_tries_before",
                        "expect_state_after",
                        "expect_recorded_state",
                        "expect_try_number",
                        "expect_max_tries"));
            case "only_failed", "mapped" ->
                several(Case.of(topic(), json, "only_failed", "clear_tasks", "states_before", "expect_states_after"));
            case "run_state" ->
                runState(Case.of(
                        topic(),
                        json,
                        "run_type",
                        "run_state_before",
                        "set_run_state",
                        "expect_run_state",
                        "expect_clear_number",
                        "expect_start_date",
                        "expect_start_date_kept",
                        // Ours keeps no date of the last look.
                        "expect_last_scheduling_decision",
                        "expect_last_scheduling_decision_kept"));
            case "mark_success" ->
                mark(Case.of(
                        topic(),
                        json,
                        "edges",
                        "mark",
                        "states_before",
                        "run_state_before",
                        "expect_states_after",
                        "expect_run_state",
                        "expect_altered"));
            case "cleared_skipped_task" ->
                skipped(Case.of(topic(), json, "edges", "branch_choice", "clear", "expect_states_after"));
            case "respects_max_active_runs" ->
                limit(Case.of(topic(), json, "max_active_runs", "queued_runs", "clear_all", "looks", "expect"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void scope(Case testCase) {
        JsonNode clear = testCase.json().required("clear");
        assertThat(clear.propertyNames()).isSubsetOf("task", "upstream", "downstream");
        TaskGraph graph = GraphOf.of(testCase.json()).build();
        Set<Integer> cleared = ClearScope.of(
                graph,
                Set.of(graph.indexOf(clear.required("task").asString())),
                clear.path("upstream").asBoolean(false),
                clear.path("downstream").asBoolean(false));
        assertThat(cleared.stream().map(task -> graph.task(task).taskId()))
                .containsExactlyInAnyOrderElementsOf(testCase.texts("expect_cleared"));
    }

    /** One task, cleared in a state. */
    private static void one(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("steps")) {
            tries(testCase);
            return;
        }
        String before = testCase.optionalText("state_before").orElse("failed");
        TaskInstance instance = DrivenRows.withTries(
                DrivenRows.instance("task", -1, before, 1),
                json.path("try_number_before").asInt(1),
                json.path("max_tries_before").asInt(0));
        DrivenRun run = runOf(instance, json.path("retries").asInt(0), DagRunState.FAILED);
        if (!testCase.flag("dry_run")) {
            run.decide(new RunEvent.Clear(Set.of(0), "somebody"));
        }
        TaskInstance after = run.state().instance(0);
        if (json.has("expect_state_after")) {
            DocumentedAnswers.settle(
                    testCase,
                    testCase.optionalText("expect_state_after").orElse("none"),
                    after.state().key(),
                    () -> "no rule");
        }
        if (json.has("expect_try_number")) {
            assertThat(after.tryNumber())
                    .isEqualTo(json.path("expect_try_number").asInt());
            assertThat(after.maxTries()).isEqualTo(json.path("expect_max_tries").asInt());
        }
        if (json.has("expect_recorded_state")) {
            DocumentedAnswers.settle(
                    testCase, testCase.text("expect_recorded_state"), recorded(run, before), () -> "no rule");
        }
    }

    /** How the attempt of a task that was cleared is kept: ended before, or ended by the clearing. */
    private static String recorded(DrivenRun run, String before) {
        TaskAttempt open = run.state().openAttempts().stream().findFirst().orElse(null);
        if (open != null) {
            run.finish(0, DrivenRun.SUCCESS);
            return run.ended().getLast().state().key();
        }
        return switch (CaseWords.stateOf(before)) {
            case SUCCESS, FAILED, SKIPPED -> before;
            case UP_FOR_RETRY -> "failed";
            case UP_FOR_RESCHEDULE -> "rescheduled";
            case DEFERRED -> "deferred";
            case NONE, SCHEDULED, QUEUED, RUNNING, RESTARTING, UPSTREAM_FAILED, REMOVED -> "none";
        };
    }

    private static DrivenRun runOf(TaskInstance instance, int retries, DagRunState runState) {
        JsonNode task = JsonNodeFactory.instance.objectNode().put("retries", retries);
        TaskGraph graph = GraphOf.of(JsonNodeFactory.instance
                        .objectNode()
                        .set("tasks", JsonNodeFactory.instance.objectNode().set("task", task)))
                .build();
        List<TaskAttempt> open = instance.state().isAtWorker() ? List.of(DrivenRows.attempt(instance)) : List.of();
        return new DrivenRun(
                new RunState(graph, DrivenRows.run(runState, RunType.MANUAL, null, null), List.of(instance), open),
                DrivenRows.NOW);
    }

    /** What an instance kept to go on with. */
    private static void fields(Case testCase) {
        JsonNode before = testCase.json().required("before");
        JsonNode after = testCase.json().required("expect_after");
        if (before.has("reschedule_records")) {
            JsonNode records = before.path("reschedule_records");
            GraphOf graph = new GraphOf();
            Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
            records.propertyNames().forEach(task -> {
                graph.add(task);
                states.put(task, List.of("up_for_reschedule"));
            });
            DrivenRun run = DrivenRun.in(graph, states);
            run.decide(new RunEvent.Clear(
                    testCase.texts("cleared").stream().map(run::number).collect(Collectors.toSet()), "somebody"));
            after.required("reschedule_records")
                    .propertyStream()
                    .forEach(task -> assertThat(SensorsTopic.records(run.state().instance(run.number(task.getKey()))))
                            .as(task.getKey())
                            .isEqualTo(task.getValue().asInt()));
            return;
        }
        assertThat(before.propertyNames()).isSubsetOf("state", "next_method", "next_kwargs");
        assertThat(after.valueStream()).allMatch(JsonNode::isNull);
        String state = before.required("state").asString();
        DrivenRun run = DrivenRun.in(new GraphOf().add("task"), Map.of("task", List.of(state)));
        DrivenRun resumed = run.with(
                0,
                run.state()
                        .instance(0)
                        .keeping(new Waiting(DrivenRows.NOW, DrivenRows.NOW, 1, DrivenRows.NOW, before, null)));
        resumed.decide(new RunEvent.Clear(Set.of(0), "somebody"));
        assertThat(resumed.state().instance(0).waiting()).isNull();
    }

    private static void tries(Case testCase) {
        int retries = testCase.json().required("retries").asInt();
        DrivenRun run = runOf(TaskInstance.created(1, "task", -1, retries), retries, DagRunState.RUNNING);
        run.look();
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames())
                    .isSubsetOf("run", "clear", "expect_state", "expect_try_number", "expect_max_tries");
            if (step.path("clear").asBoolean(false)) {
                run.decide(new RunEvent.Clear(Set.of(0), "somebody"));
                run.decide(new RunEvent.Start());
            }
            if (step.has("run")) {
                attempt(run, step.path("run").asString());
            }
            TaskInstance now = run.state().instance(0);
            if (step.has("expect_state")) {
                assertThat(now.state().key())
                        .isEqualTo(step.path("expect_state").asString());
            }
            if (step.has("expect_try_number")) {
                assertThat(now.tryNumber())
                        .isEqualTo(step.path("expect_try_number").asInt());
            }
            if (step.has("expect_max_tries")) {
                assertThat(now.maxTries())
                        .isEqualTo(step.path("expect_max_tries").asInt());
            }
        }
    }

    private static void attempt(DrivenRun run, String outcome) {
        TaskInstance now = run.state().instance(0);
        if (now.state() == TaskState.UP_FOR_RETRY) {
            run.at(Objects.requireNonNull(now.retryAt())).decide(new RunEvent.RetryDue(0));
        }
        run.finish(
                0,
                switch (outcome) {
                    case "fail" -> new Work.Fails();
                    case "succeed", "success" -> DrivenRun.SUCCESS;
                    case "skip" -> new Work.Skips();
                    default -> throw new AssertionError("the step " + outcome + " is not known");
                });
    }

    private static void several(Case testCase) {
        Map<String, List<@Nullable String>> before =
                CaseWords.states(testCase.json().required("states_before"));
        GraphOf graph = new GraphOf();
        before.forEach((task, states) -> {
            graph.add(task);
            if (states.size() > 1) {
                graph.map(task, new MapSpec.Values(GraphOf.numbers(states.size())));
            }
        });
        DrivenRun run = DrivenRun.in(graph, before);
        Set<String> tasks =
                testCase.json().has("clear_tasks") ? named(testCase.json().path("clear_tasks")) : before.keySet();
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String task : tasks) {
            int bracket = task.indexOf('[');
            List<Integer> all =
                    bracket < 0 ? run.state().numbersOf(run.state().graph().indexOf(task)) : List.of(run.number(task));
            all.stream()
                    .filter(number -> !testCase.flag("only_failed")
                            || run.state().instance(number).state().isFailure())
                    .forEach(numbers::add);
        }
        run.decide(new RunEvent.Clear(numbers, "somebody"));
        run.assertStates(testCase.json().required("expect_states_after"));
    }

    /** A task by its id; one map index of it as {@code id[2]} or as a list of the two. */
    private static Set<String> named(JsonNode tasks) {
        Set<String> names = new LinkedHashSet<>();
        tasks.forEach(task -> names.add(
                task.isArray() ? task.get(0).asString() + "[" + task.get(1).asInt() + "]" : task.asString()));
        return names;
    }

    private static void runState(Case testCase) {
        JsonNode json = testCase.json();
        DagRunState before = DagRunState.of(testCase.text("run_state_before"));
        DrivenRun run =
                DrivenRun.in(new GraphOf().add("task"), new LinkedHashMap<>(Map.of("task", List.of("failed"))), before);
        run.decide(new RunEvent.Clear(Set.of(0), "somebody"));
        if (json.has("set_run_state")) {
            // Ours starts by itself, as soon as the DAG has room.
            assertThat(testCase.text("set_run_state")).isIn("running", "queued");
            if (testCase.text("set_run_state").equals("running")) {
                run.decide(new RunEvent.Start());
            }
        }
        assertThat(run.state().run().state().key()).isEqualTo(testCase.text("expect_run_state"));
        if (json.has("expect_clear_number")) {
            assertThat(run.state().run().clearNumber())
                    .isEqualTo(json.path("expect_clear_number").asInt());
        }
        if (json.has("expect_start_date")) {
            assertThat(run.state().run().startedAt()).isNull();
        }
        if (testCase.flag("expect_start_date_kept")) {
            assertThat(run.state().run().startedAt()).isEqualTo(before == DagRunState.QUEUED ? null : DrivenRows.NOW);
        }
    }

    private static void mark(Case testCase) {
        JsonNode json = testCase.json();
        DrivenRun run = DrivenRun.in(
                GraphOf.of(json),
                CaseWords.states(json.required("states_before")),
                DagRunState.of(testCase.optionalText("run_state_before").orElse("failed")));
        JsonNode mark = json.required("mark");
        run.decide(new RunEvent.MarkTask(
                run.number(mark.required("task").asString()),
                TaskState.of(mark.required("state").asString()),
                "somebody"));
        run.assertStates(json.required("expect_states_after"));
        testCase.expectRunState(run, json);
    }

    private static void skipped(Case testCase) {
        GraphOf graph = GraphOf.of(testCase.json()).decision("branch", new DecisionSpec.Branch());
        JsonNode choice = testCase.json().required("branch_choice");
        DrivenRun run = DrivenRun.queued(graph).toItsEnd(instance -> new Work.Succeeds(choice));
        Set<Integer> numbers = new LinkedHashSet<>();
        testCase.texts("clear").forEach(task -> numbers.add(run.number(task)));
        run.decide(new RunEvent.Clear(numbers, "somebody"));
        run.toItsEnd(instance -> new Work.Succeeds(choice));
        run.assertStates(testCase.json().required("expect_states_after"));
    }

    /** Cleared runs queue up, and each start takes one of the places. */
    private static void limit(Case testCase) {
        JsonNode json = testCase.json();
        List<DrivenRun> runs = new ArrayList<>();
        for (int i = 0; i < json.required("queued_runs").asInt(); i++) {
            DrivenRun run = DrivenRun.in(
                    new GraphOf().add("task"),
                    new LinkedHashMap<>(Map.of("task", List.of("success"))),
                    DagRunState.SUCCESS);
            run.decide(new RunEvent.Clear(Set.of(0), "somebody"));
            runs.add(run);
        }
        int room = json.required("max_active_runs").asInt();
        runs.stream().limit(room).forEach(run -> run.decide(new RunEvent.Start()));
        json.required("expect")
                .propertyStream()
                .forEach(expected -> assertThat(runs.stream()
                                .filter(run -> run.state().run().state().key().equals(expected.getKey())))
                        .hasSize(expected.getValue().asInt()));
    }
}
