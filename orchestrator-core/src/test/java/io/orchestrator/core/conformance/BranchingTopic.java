package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.conformance.DrivenRun.Work;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.Judge;
import io.orchestrator.core.decide.Judgement;
import io.orchestrator.core.decide.Outcome;
import io.orchestrator.core.decide.PastGate;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Branches, short circuits, and runs that are not the latest. */
final class BranchingTopic implements TopicRunner {

    private static final Pattern EVERY = Pattern.compile("every (\\d+) (hour|minute|day)s?");

    @Override
    public String topic() {
        return "branching";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "branch_choice",
                    "empty_branch",
                    "group_choice",
                    "short_circuit",
                    "short_circuit_teardown",
                    "short_circuit_chain",
                    "join_rules",
                    "nested_branch" ->
                decided(Case.of(
                        topic(),
                        json,
                        "tasks",
                        "edges",
                        "groups",
                        "decisions",
                        "outcomes",
                        "returned_value",
                        "expect_skipped_by_decision",
                        "expect_final_states",
                        "final_states_origin"));
            case "mapped_group" ->
                mapped(Case.of(
                        topic(),
                        json,
                        "group_over",
                        "tasks",
                        "edges",
                        "decisions_by_index",
                        "expect_states_after_decision",
                        "skipping_task_map_index",
                        "target_is_mapped_task",
                        "expect"));
            case "invalid_choice" ->
                invalid(Case.of(topic(), json, "known_tasks", "choice", "expect_branch_task", "expect_reason"));
            case "clear_after_decision" ->
                cleared(Case.of(topic(), json, "tasks", "edges", "decisions", "clear", "expect_states_after_rerun"));
            case "remembered_decision" ->
                remembered(Case.of(
                        topic(),
                        json,
                        "edges",
                        "decision",
                        "task",
                        "wait_for_past_depends_before_skipping",
                        "past_depends_met",
                        "expect_blocked",
                        "expect_state"));
            case "short_circuit_result" -> result(Case.of(topic(), json, "returned_value", "expect_stored_result"));
            case "latest_only" ->
                latest(Case.of(
                        topic(),
                        json,
                        "run_type",
                        "data_interval",
                        "now",
                        "schedule",
                        "when",
                        "tasks",
                        "edges",
                        "is_latest",
                        "expect_downstream",
                        "expect_final_states"));
            case "weekday", "time_window" -> ClockBranches.check(topic(), json);
            case "skip_exit_code" ->
                Commands.check(Case.of(topic(), json, "task_type", "skip_on_exit_code", "exit_code", "expect_state"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static GraphOf graph(Case testCase) {
        GraphOf graph = GraphOf.of(testCase.json());
        testCase.json().path("groups").propertyStream().forEach(group -> {
            group.getValue().forEach(task -> assertThat(task.asString()).startsWith(group.getKey() + "."));
            graph.group(group.getKey());
        });
        testCase.json().path("decisions").propertyStream().forEach(decision -> {
            assertThat(decision.getValue().propertyNames())
                    .isSubsetOf("type", "choice", "condition", "ignore_downstream_trigger_rules");
            graph.decision(
                    decision.getKey(),
                    switch (decision.getValue().required("type").asString()) {
                        case "branch" -> new DecisionSpec.Branch();
                        case "short_circuit" ->
                            new DecisionSpec.ShortCircuit(decision.getValue()
                                    .path("ignore_downstream_trigger_rules")
                                    .asBoolean(true));
                        default -> throw new AssertionError("the decision " + decision + " is not known");
                    });
        });
        return graph;
    }

    /** What the task returns: its choice or its condition, or what the case says it really returned. */
    private static Work work(Case testCase, TaskInstance instance) {
        String id = instance.taskId();
        JsonNode outcome = testCase.json().path("outcomes").path(id);
        if (outcome.isString()) {
            return SetupTeardownTopic.work(outcome.asString());
        }
        JsonNode decision = testCase.json().path("decisions").path(id);
        if (testCase.json().has("returned_value") && decision.has("condition")) {
            return new Work.Succeeds(testCase.json().path("returned_value"));
        }
        return decision.isMissingNode()
                ? DrivenRun.SUCCESS
                : new Work.Succeeds(decision.has("choice") ? decision.path("choice") : decision.path("condition"));
    }

    private static void decided(Case testCase) {
        DrivenRun run = DrivenRun.queued(graph(testCase)).toItsEnd(instance -> work(testCase, instance));
        run.assertStates(
                testCase.json().required("expect_final_states"),
                (ours, expected) -> DocumentedAnswers.settle(
                        testCase, String.valueOf(expected), String.valueOf(ours), () -> "no rule"));
        if (testCase.json().has("expect_skipped_by_decision")) {
            expectSkippedByDecision(testCase, run);
        }
    }

    /** Some cases leave the list empty although the choice leaves somebody out: then only the final states tell. */
    private static void expectSkippedByDecision(Case testCase, DrivenRun run) {
        List<String> expected = testCase.texts("expect_skipped_by_decision");
        boolean nobodyIsSkipped = testCase.json()
                .required("expect_final_states")
                .valueStream()
                .noneMatch(state -> state.asString("").equals("skipped"));
        List<String> ours = skippedByDecision(run);
        if (!expected.isEmpty() || nobodyIsSkipped) {
            assertThat(ours).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    static List<String> skippedByDecision(DrivenRun run) {
        List<String> skipped = new ArrayList<>();
        for (int number = 0; number < run.state().size(); number++) {
            TaskInstance instance = run.state().find(number);
            if (instance != null
                    && instance.state() == TaskState.SKIPPED
                    && Objects.requireNonNull(instance.stateReason()).endsWith("decided so")) {
                skipped.add(instance.taskId());
            }
        }
        return skipped;
    }

    private static void mapped(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("skipping_task_map_index")) {
            skipsAcross(testCase);
            return;
        }
        String group = "g";
        GraphOf graph = GraphOf.of(json);
        String decider = json.required("edges").get(0).get(0).asString();
        graph.decision(decider, new DecisionSpec.Branch())
                .group(group, new MapSpec.Values(json.required("group_over")));
        DrivenRun run = DrivenRun.started(graph);
        json.required("decisions_by_index")
                .propertyStream()
                .forEach(decision ->
                        run.finish(decider + "[" + decision.getKey() + "]", new Work.Succeeds(decision.getValue())));
        run.assertStates(json.required("expect_states_after_decision"));
    }

    /** A task that is not mapped decides on one that is, or the other way round. */
    private static void skipsAcross(Case testCase) {
        boolean deciderMapped =
                testCase.json().required("skipping_task_map_index").asInt() >= 0;
        boolean targetMapped = testCase.flag("target_is_mapped_task");
        GraphOf graph = new GraphOf().edge("g.decider", "g.target").decision("g.decider", new DecisionSpec.Branch());
        if (deciderMapped && targetMapped) {
            graph.group("g", new MapSpec.Values(GraphOf.numbers(2)));
        } else if (targetMapped) {
            graph.map("g.target", new MapSpec.Values(GraphOf.numbers(2)));
        } else if (deciderMapped) {
            graph.map("g.decider", new MapSpec.Values(GraphOf.numbers(2)));
        }
        DrivenRun run = DrivenRun.started(graph).toItsEnd(instance -> DrivenRun.SUCCESS);
        assertThat(run.states().get("g.target")).containsOnly(testCase.text("expect"));
    }

    private static void invalid(Case testCase) {
        GraphOf graph = new GraphOf().add("branch").decision("branch", new DecisionSpec.Branch());
        testCase.texts("known_tasks").forEach(task -> graph.edge("branch", task));
        TaskGraph tasks = graph.build();
        JsonNode choice = testCase.json().required("choice");
        assertThat(Outcome.of(tasks, tasks.indexOf("branch"), choice, 100)).isInstanceOf(Outcome.Refused.class);
        DrivenRun run = DrivenRun.started(graph);
        run.finish("branch", new Work.Succeeds(choice));
        TaskInstance branch = run.state().instance(run.number("branch"));
        assertThat(branch.state().key()).isEqualTo(testCase.text("expect_branch_task"));
        assertThat(branch.stateReason())
                .contains(
                        switch (testCase.text("expect_reason")) {
                            case "unknown task id" -> "which is no task or group of DAG";
                            case "an element is not a string", "not a task id, list or null" ->
                                "expected the id of a task or group, a list of ids, or null";
                            default -> throw new AssertionError("the reason is not known");
                        });
    }

    private static void cleared(Case testCase) {
        DrivenRun run = DrivenRun.queued(graph(testCase)).toItsEnd(instance -> work(testCase, instance));
        Set<Integer> numbers = new LinkedHashSet<>();
        testCase.texts("clear").forEach(task -> numbers.add(run.number(task)));
        run.decide(new RunEvent.Clear(numbers, "somebody"));
        run.toItsEnd(instance -> work(testCase, instance));
        run.assertStates(testCase.json().required("expect_states_after_rerun"));
    }

    /** A task is judged after the one that decided on it. */
    private static void remembered(Case testCase) {
        JsonNode decision = testCase.json().required("decision");
        assertThat(decision.propertyNames()).isSubsetOf("task", "choice", "finished");
        String decider = decision.required("task").asString();
        String task = testCase.text("task");
        boolean beforeSkipping = testCase.flag("wait_for_past_depends_before_skipping");
        GraphOf graph = GraphOf.of(testCase.json())
                .decision(decider, new DecisionSpec.Branch())
                .control(task, control -> control.withPast(new PastSpec(false, beforeSkipping)));
        TaskGraph tasks = graph.build();
        boolean finished = decision.required("finished").asBoolean();
        Outcome.Accepted accepted =
                (Outcome.Accepted) Outcome.of(tasks, tasks.indexOf(decider), decision.required("choice"), 100);
        List<TaskInstance> instances = new ArrayList<>();
        for (TaskInstance instance :
                RunInstances.of(tasks, DrivenRows.run(DagRunState.QUEUED, RunType.MANUAL, null, null))) {
            instances.add(
                    finished && instance.taskId().equals(decider)
                            ? DrivenRows.withResult(
                                    DrivenRows.instance(decider, -1, "success", 1),
                                    Objects.requireNonNull(accepted.result()))
                            : instance);
        }
        RunState state = new RunState(
                tasks, DrivenRows.run(DagRunState.RUNNING, RunType.MANUAL, null, null), instances, List.of());
        if (testCase.json().has("past_depends_met") && !testCase.flag("past_depends_met")) {
            state.setPast(any -> new PastGate.Answer.Closed("before", "task", "the run before is not so far", true));
        }
        Judgement judgement = Judge.judge(state, tasks.indexOf(task), DrivenRows.NOW);
        String ours =
                judgement instanceof Judgement.End end ? end.ending().name().toLowerCase(Locale.ROOT) : null;
        assertThat(ours).isEqualTo(testCase.optionalText("expect_state").orElse(null));
        boolean blocked =
                ours != null || judgement instanceof Judgement.Wait wait && wait.cause() == Judgement.Cause.PAST;
        assertThat(blocked).isEqualTo(testCase.flag("expect_blocked"));
    }

    /** What the task returns is its output, whatever it decides; the decision is kept beside it. */
    private static void result(Case testCase) {
        JsonNode returned = testCase.json().required("returned_value");
        assertThat(returned).isEqualTo(testCase.json().required("expect_stored_result"));
        TaskGraph graph = new GraphOf()
                .edge("check", "after")
                .decision("check", new DecisionSpec.ShortCircuit(true))
                .build();
        assertThat(Outcome.of(graph, 0, returned, 100))
                .isEqualTo(new Outcome.Accepted(TaskResult.ofStop(!isTrue(returned))));
    }

    private static boolean isTrue(JsonNode value) {
        return value.isBoolean()
                ? value.asBoolean()
                : value.isContainer() ? !value.isEmpty() : !value.asString().isEmpty();
    }

    private static void latest(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("tasks")) {
            Instant slot = DrivenRows.NOW;
            boolean isLatest = testCase.flag("is_latest");
            GraphOf graph = GraphOf.of(json).decision("latest", new DecisionSpec.LatestOnly());
            runOf(graph, "every 1 day", "scheduled", slot, slot, isLatest ? slot : slot.plus(Duration.ofDays(3)))
                    .assertStates(json.required("expect_final_states"));
            return;
        }
        GraphOf graph = new GraphOf().edge("latest", "downstream").decision("latest", new DecisionSpec.LatestOnly());
        JsonNode interval = json.required("data_interval");
        DrivenRun run = runOf(
                graph,
                testCase.text("schedule"),
                testCase.text("run_type"),
                Instant.parse(interval.get(0).asString()),
                Instant.parse(interval.get(1).asString()),
                testCase.instant("now"));
        String ours = Objects.requireNonNull(run.states().get("downstream")).getFirst();
        assertThat("success".equals(ours) ? "runs" : ours).isEqualTo(testCase.text("expect_downstream"));
    }

    private static DrivenRun runOf(
            GraphOf graph, String schedule, String type, Instant start, Instant end, Instant now) {
        TaskGraph tasks = graph.schedule(schedule(schedule)).build();
        DagRun run = DrivenRows.run(DagRunState.QUEUED, RunType.of(type), start, end);
        return new DrivenRun(new RunState(tasks, run, RunInstances.of(tasks, run), List.of()), now)
                .toItsEnd(instance -> new Work.Succeeds(BooleanNode.TRUE));
    }

    private static ScheduleSpec schedule(String words) {
        Matcher every = EVERY.matcher(words);
        if (every.matches()) {
            long count = Long.parseLong(every.group(1));
            return new ScheduleSpec.Every(
                    switch (every.group(2)) {
                        case "minute" -> Duration.ofMinutes(count);
                        case "hour" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        return switch (words) {
            case "hourly" -> new ScheduleSpec.Every(Duration.ofHours(1));
            case "daily" -> new ScheduleSpec.Every(Duration.ofDays(1));
            case "once" -> new ScheduleSpec.Once();
            case "none" -> new ScheduleSpec.Manual();
            default -> throw new AssertionError("the schedule " + words + " is not known");
        };
    }
}
