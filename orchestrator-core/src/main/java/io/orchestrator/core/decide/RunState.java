package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's cached state of one run: a snapshot that plans are applied to, with its counts kept up to date. */
public final class RunState implements RunSnapshot {

    private static final int[] NOTHING = new int[UpstreamCounts.KINDS];

    private final TaskGraph graph;
    private final List<@Nullable TaskInstance> instances = new ArrayList<>();
    private final List<Integer> tasksOfElements = new ArrayList<>();
    private final Map<Integer, List<Integer>> elements = new HashMap<>();
    private final Map<Integer, int[]> elementCounts = new HashMap<>();
    private final Map<Integer, List<Integer>> succeeded = new HashMap<>();
    private final int[] upstreamCounts;
    private final Map<UUID, TaskAttempt> openAttempts = new LinkedHashMap<>();
    private IntFunction<PastGate.Answer> past = task -> PastGate.open();
    private DagRun run;
    private int unfinished;
    private int active;

    /**
     * @param instances of tasks of the graph, in any order; others are left out
     * @param openAttempts those that have not ended
     */
    public RunState(TaskGraph graph, DagRun run, List<TaskInstance> instances, List<TaskAttempt> openAttempts) {
        this.graph = graph;
        this.run = run;
        this.upstreamCounts = new int[graph.size() * UpstreamCounts.KINDS];
        for (int task = 0; task < graph.size(); task++) {
            this.instances.add(null);
        }
        instances.stream()
                .sorted(Comparator.comparingInt(TaskInstance::mapIndex))
                .forEach(instance -> graph.find(instance.taskId()).ifPresent(task -> place(task, instance)));
        openAttempts.forEach(attempt -> this.openAttempts.put(attempt.attemptId(), attempt));
    }

    private void place(int task, TaskInstance instance) {
        if (instance.mapIndex() == TaskInstance.UNMAPPED) {
            instances.set(task, instance);
        } else {
            elements.computeIfAbsent(task, first -> new ArrayList<>()).add(instances.size());
            instances.add(instance);
            tasksOfElements.add(task);
        }
        count(task, instance.state(), 1);
    }

    private void count(int task, TaskState state, int by) {
        int kind = UpstreamCounts.kind(state);
        for (int follower : graph.downstream(task, false)) {
            upstreamCounts[follower * UpstreamCounts.KINDS + kind] += by;
        }
        if (graph.mapping(task) != null) {
            elementCounts.computeIfAbsent(task, first -> new int[UpstreamCounts.KINDS])[kind] += by;
            succeeded.remove(task);
        }
        unfinished += state.isFinal() ? 0 : by;
        active += isActive(state) ? by : 0;
    }

    static boolean isActive(TaskState state) {
        return !state.isFinal() && state != TaskState.NONE;
    }

    /** Makes a plan's changes part of this state. */
    public void apply(RunPlan plan) {
        run = plan.run();
        for (TaskInstance gone : plan.gone()) {
            int task = graph.indexOf(gone.taskId());
            count(task, instance(task).state(), -1);
            instances.set(task, null);
        }
        for (TaskInstance changed : plan.instances()) {
            int number = numberOf(changed.taskId(), changed.mapIndex());
            TaskState before = instance(number).state();
            if (before != changed.state()) {
                count(taskOf(number), before, -1);
                count(taskOf(number), changed.state(), 1);
            }
            instances.set(number, changed);
        }
        plan.added().forEach(added -> place(graph.indexOf(added.taskId()), added));
        for (TaskAttempt attempt : plan.attempts()) {
            if (attempt.state().isFinal()) {
                openAttempts.remove(attempt.attemptId());
            } else {
                openAttempts.put(attempt.attemptId(), attempt);
            }
        }
    }

    /** Says from now on what the run before means to the tasks that depend on it. */
    public void setPast(IntFunction<PastGate.Answer> answers) {
        past = answers;
    }

    /**
     * The numbers of a mapped task's instances that succeeded, in the order of their map indexes: their outputs are its list.
     * Remembered, as each instance of a task that is mapped over that list asks.
     */
    public List<Integer> succeeded(int task) {
        return succeeded.computeIfAbsent(
                task,
                first -> numbersOf(task).stream()
                        .filter(number -> instance(number).state() == TaskState.SUCCESS)
                        .toList());
    }

    /** How long the run may be running, or null. */
    public @Nullable Duration runTimeout() {
        return graph.runTimeout();
    }

    /** How many of its instances may be at a worker at once. */
    public int maxActiveTasks() {
        return graph.maxActiveTasks();
    }

    /** Nothing will move it any more but a person. */
    public boolean isSettled() {
        return run.state().isFinal() && openAttempts.isEmpty() && active == 0;
    }

    @Override
    public TaskGraph graph() {
        return graph;
    }

    @Override
    public DagRun run() {
        return run;
    }

    @Override
    public int size() {
        return instances.size();
    }

    @Override
    public @Nullable TaskInstance find(int number) {
        return instances.get(number);
    }

    @Override
    public int taskOf(int number) {
        return number < graph.size() ? number : tasksOfElements.get(number - graph.size());
    }

    @Override
    public List<Integer> numbersOf(int task) {
        List<Integer> mapped = elements.get(task);
        if (mapped == null) {
            return instances.get(task) == null ? List.of() : graph.alone(task);
        }
        return instances.get(task) == null
                ? mapped
                : Stream.concat(Stream.of(task), mapped.stream()).toList();
    }

    @Override
    public UpstreamCounts upstream(int task) {
        return UpstreamCounts.of(upstreamCounts, task * UpstreamCounts.KINDS);
    }

    @Override
    public UpstreamCounts elements(int task) {
        return UpstreamCounts.of(elementCounts.getOrDefault(task, NOTHING), 0);
    }

    @Override
    public int unfinished() {
        return unfinished;
    }

    @Override
    public int active() {
        return active;
    }

    @Override
    public @Nullable TaskAttempt openAttempt(UUID attemptId) {
        return openAttempts.get(attemptId);
    }

    @Override
    public Collection<TaskAttempt> openAttempts() {
        return openAttempts.values();
    }

    @Override
    public PastGate.Answer past(int task) {
        return past.apply(task);
    }
}
