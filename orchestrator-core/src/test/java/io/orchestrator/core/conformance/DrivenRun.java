package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunDecider;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run moved by the production decider, with a worker that does what a case says. */
final class DrivenRun {

    private final RunState state;
    private Instant now;
    private final List<TaskAttempt> ended = new ArrayList<>();
    private long nextId;

    /** What the worker makes of an attempt. */
    sealed interface Work {
        record Succeeds(@Nullable JsonNode output) implements Work {}

        record Fails() implements Work {}

        record Skips() implements Work {}
    }

    static final Work SUCCESS = new Work.Succeeds(null);

    DrivenRun(RunState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** A new run that has just started. */
    static DrivenRun started(GraphOf graph) {
        DrivenRun run = queued(graph);
        run.decide(new RunEvent.Start());
        return run;
    }

    static DrivenRun queued(GraphOf graph) {
        TaskGraph tasks = graph.build();
        DagRun run = DrivenRows.run(DagRunState.QUEUED, RunType.MANUAL, null, null);
        return new DrivenRun(new RunState(tasks, run, RunInstances.of(tasks, run), List.of()), DrivenRows.NOW);
    }

    /** A running run with instances in given states; a list of states has one for each map index. */
    static DrivenRun in(GraphOf graph, Map<String, List<@Nullable String>> states) {
        return in(graph, states, DagRunState.RUNNING);
    }

    static DrivenRun in(GraphOf graph, Map<String, List<@Nullable String>> states, DagRunState runState) {
        TaskGraph tasks = graph.build();
        List<TaskInstance> instances = new ArrayList<>();
        List<TaskAttempt> attempts = new ArrayList<>();
        states.forEach((id, all) -> {
            for (int i = 0; i < all.size(); i++) {
                TaskInstance instance = DrivenRows.instance(
                        id, all.size() == 1 && !isMapped(tasks, id) ? -1 : i, all.get(i), instances.size());
                instances.add(instance);
                if (instance.state().isAtWorker()) {
                    attempts.add(DrivenRows.attempt(instance));
                }
            }
        });
        for (int task = 0; task < tasks.size(); task++) {
            if (!states.containsKey(tasks.task(task).taskId())) {
                instances.add(TaskInstance.created(1, tasks.task(task).taskId(), -1, 0));
            }
        }
        return new DrivenRun(
                new RunState(tasks, DrivenRows.run(runState, RunType.MANUAL, null, null), instances, attempts),
                DrivenRows.NOW);
    }

    private static boolean isMapped(TaskGraph graph, String id) {
        return graph.mapping(graph.indexOf(id)) != null;
    }

    RunState state() {
        return state;
    }

    RunPlan decide(RunEvent event) {
        RunPlan plan = RunDecider.decide(state, event, now);
        if (plan.isApplied()) {
            state.apply(plan);
        }
        plan.attempts().stream().filter(attempt -> attempt.state().isFinal()).forEach(ended::add);
        return plan;
    }

    /** Attempts in the order in which they ended. */
    List<TaskAttempt> ended() {
        return ended;
    }

    DrivenRun at(Instant later) {
        now = later;
        return this;
    }

    void look() {
        decide(new RunEvent.Look());
    }

    /** Lets every task that may run do so, until none may. */
    DrivenRun toItsEnd(Function<TaskInstance, Work> worker) {
        if (state.run().state() == DagRunState.QUEUED) {
            decide(new RunEvent.Start());
        }
        List<Integer> ready = runnable();
        for (int step = 0; !ready.isEmpty(); step++) {
            assertThat(step).as("steps").isLessThan(10_000);
            finish(ready.getFirst(), worker.apply(state.instance(ready.getFirst())));
            ready = runnable();
        }
        return this;
    }

    /** The numbers of those that are ready to start. */
    List<Integer> runnable() {
        List<Integer> ready = new ArrayList<>();
        for (int number = 0; number < state.size(); number++) {
            TaskInstance instance = state.find(number);
            if (instance != null && instance.state() == TaskState.SCHEDULED) {
                ready.add(number);
            }
        }
        return ready;
    }

    /** The names of those that are ready to start: {@code task}, or {@code task[2]}. */
    List<String> runnableNames() {
        return runnable().stream().map(number -> name(state.instance(number))).toList();
    }

    static String name(TaskInstance instance) {
        return instance.taskId() + (instance.mapIndex() < 0 ? "" : "[" + instance.mapIndex() + "]");
    }

    int number(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0
                ? state.numberOf(name, -1)
                : state.numberOf(
                        name.substring(0, bracket), Integer.parseInt(name.substring(bracket + 1, name.length() - 1)));
    }

    void finish(String name, Work work) {
        int number = number(name);
        assertThat(number).as("there is an instance %s", name).isNotNegative();
        finish(number, work);
    }

    void handOver(int number) {
        decide(new RunEvent.HandOver(number, new UUID(2, nextId++), DrivenRows.SESSION));
    }

    /** The same run with an instance as it is here. */
    DrivenRun with(int number, TaskInstance changed) {
        List<TaskInstance> all = new ArrayList<>();
        for (int other = 0; other < state.size(); other++) {
            TaskInstance instance = other == number ? changed : state.find(other);
            if (instance != null) {
                all.add(instance);
            }
        }
        return new DrivenRun(new RunState(state.graph(), state.run(), all, List.copyOf(state.openAttempts())), now);
    }

    void finish(int number, Work work) {
        if (state.instance(number).state() == TaskState.SCHEDULED) {
            handOver(number);
        }
        UUID attempt = Objects.requireNonNull(state.instance(number).attemptId());
        decide(new RunEvent.Reported(new Report.Started(attempt)));
        decide(new RunEvent.Reported(
                switch (work) {
                    case Work.Succeeds success -> new Report.Succeeded(attempt, success.output());
                    case Work.Fails fails ->
                        new Report.Failed(
                                attempt, new Report.Failure(Report.Failure.Kind.EXCEPTION, "it failed", null), true);
                    case Work.Skips skips -> new Report.Skipped(attempt, "nothing to do");
                }));
    }

    /** The states of all instances as cases write them; a list where there are map indexes. */
    Map<String, List<@Nullable String>> states() {
        Map<String, List<@Nullable String>> states = new LinkedHashMap<>();
        for (int task = 0; task < state.graph().size(); task++) {
            states.put(state.graph().task(task).taskId(), statesOf(task));
        }
        return states;
    }

    private List<@Nullable String> statesOf(int task) {
        List<@Nullable String> all = new ArrayList<>();
        for (int number : state.numbersOf(task)) {
            all.add(CaseWords.text(state.instance(number).state()));
        }
        return all;
    }

    /** Holds states against a case's object: a text for all instances, a list by index, or an object by index. */
    void assertStates(JsonNode expected) {
        assertStates(expected, (ours, one) -> assertThat(ours).isEqualTo(one));
    }

    void assertStates(JsonNode expected, BiConsumer<@Nullable String, @Nullable String> check) {
        expected.propertyStream().forEach(task -> {
            String id = task.getKey().replace(" (unexpanded)", "");
            assertThat(state.graph().find(id)).as("task %s", id).isPresent();
            List<@Nullable String> ours = statesOf(state.graph().indexOf(id));
            JsonNode states = task.getValue();
            if (states.isArray() || states.isObject()) {
                assertThat(ours).as(id).isEqualTo(withoutScheduled(id, CaseWords.texts(states)));
            } else {
                assertThat(ours)
                        .as(id)
                        .isNotEmpty()
                        .allSatisfy(one -> check.accept(one, states.isNull() ? null : states.asString()));
            }
        });
    }

    /** Where a case says that an instance is scheduled, it is ready to start. */
    private List<@Nullable String> withoutScheduled(String id, List<@Nullable String> expected) {
        List<@Nullable String> others = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            boolean scheduled = "scheduled".equals(expected.get(i));
            if (scheduled) {
                assertThat(runnableNames()).contains(id + "[" + i + "]");
            }
            others.add(scheduled ? null : expected.get(i));
        }
        return others;
    }
}
