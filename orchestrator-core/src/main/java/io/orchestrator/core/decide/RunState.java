package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engine's cached state of one run: a snapshot that plans are applied to, with its counts kept up to date. */
public final class RunState implements RunSnapshot {

    private final TaskGraph graph;
    private final TaskInstance[] instances;
    private final int[] upstreamCounts;
    private final Map<UUID, TaskAttempt> openAttempts = new LinkedHashMap<>();
    private DagRun run;
    private int unfinished;
    private int active;

    /**
     * @param instances one per task of the graph, in any order
     * @param openAttempts those that have not ended
     */
    public RunState(TaskGraph graph, DagRun run, List<TaskInstance> instances, List<TaskAttempt> openAttempts) {
        this.graph = graph;
        this.run = run;
        this.instances = new TaskInstance[graph.size()];
        this.upstreamCounts = new int[graph.size() * UpstreamCounts.KINDS];
        for (TaskInstance instance : instances) {
            graph.find(instance.taskId()).ifPresent(index -> this.instances[index] = instance);
        }
        for (int task = 0; task < graph.size(); task++) {
            if (this.instances[task] == null) {
                throw new IllegalArgumentException("run " + run.runId() + " of " + run.dagId()
                        + " has no instance of task " + graph.task(task).taskId());
            }
            count(task, this.instances[task].state(), 1);
        }
        openAttempts.forEach(attempt -> this.openAttempts.put(attempt.attemptId(), attempt));
    }

    private void count(int task, TaskState state, int by) {
        int kind = UpstreamCounts.kind(state);
        for (int follower : graph.downstream(task)) {
            upstreamCounts[follower * UpstreamCounts.KINDS + kind] += by;
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
        for (TaskInstance changed : plan.instances()) {
            int task = graph.indexOf(changed.taskId());
            if (instances[task].state() != changed.state()) {
                count(task, instances[task].state(), -1);
                count(task, changed.state(), 1);
            }
            instances[task] = changed;
        }
        for (TaskAttempt attempt : plan.attempts()) {
            if (attempt.state().isFinal()) {
                openAttempts.remove(attempt.attemptId());
            } else {
                openAttempts.put(attempt.attemptId(), attempt);
            }
        }
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
        return run.state().isFinal() && openAttempts.isEmpty();
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
    public TaskInstance instance(int task) {
        return instances[task];
    }

    @Override
    public UpstreamCounts upstream(int task) {
        return UpstreamCounts.of(upstreamCounts, task * UpstreamCounts.KINDS);
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
}
