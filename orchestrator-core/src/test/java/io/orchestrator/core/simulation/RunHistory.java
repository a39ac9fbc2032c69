package io.orchestrator.core.simulation;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run as the database has it, and what every change of it must keep. */
final class RunHistory {

    private final Map<String, TaskInstance> instances = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attempts = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> open = new LinkedHashMap<>();
    private DagRun run;
    private TaskGraph graph;

    RunHistory(DagRun run, TaskGraph graph) {
        this.run = run;
        this.graph = graph;
    }

    DagRun run() {
        return run;
    }

    TaskGraph graph() {
        return graph;
    }

    Collection<TaskInstance> instances() {
        return instances.values();
    }

    Collection<TaskAttempt> open() {
        return open.values();
    }

    Collection<TaskAttempt> attempts() {
        return attempts.values();
    }

    @Nullable
    TaskAttempt attempt(UUID attemptId) {
        return attempts.get(attemptId);
    }

    @Nullable
    TaskInstance instance(String taskId) {
        return instances.get(taskId);
    }

    /** Takes a change in, and holds it against the rules. */
    void write(RunWrites writes, TaskGraph newGraph, Journal journal) {
        boolean byPerson =
                writes.audit().stream().anyMatch(deed -> !deed.action().equals("run.trigger"));
        moveRun(writes.run(), byPerson);
        graph = newGraph;
        writes.attemptsAdded().forEach(attempt -> openAttempt(attempt, journal));
        writes.attemptsChanged().forEach(attempt -> changeAttempt(attempt, journal));
        Map<String, TaskInstance> before = new LinkedHashMap<>(instances);
        writes.instancesAdded().forEach(added -> instances.put(added.taskId(), added));
        writes.instancesChanged().forEach(changed -> instances.put(changed.taskId(), changed));
        writes.instancesAdded().forEach(added -> moveInstance(null, added, byPerson));
        writes.instancesChanged().forEach(changed -> moveInstance(before.get(changed.taskId()), changed, byPerson));
        holdTogether();
    }

    private Broken broken(String what) {
        return new Broken("run " + run.runId() + " of " + run.dagId() + ": " + what);
    }

    private void moveRun(DagRun next, boolean byPerson) {
        if (run.state().isFinal() && next.state() != run.state() && !byPerson) {
            throw broken("it was " + run.state() + " and became " + next.state() + " by itself");
        }
        run = next;
    }

    private void openAttempt(TaskAttempt attempt, Journal journal) {
        if (attempts.put(attempt.attemptId(), attempt) != null) {
            throw broken("attempt " + attempt.attemptId() + " was made twice");
        }
        if (!attempt.state().isFinal()) {
            open.put(attempt.attemptId(), attempt);
            journal.given(attempt);
        }
    }

    private void changeAttempt(TaskAttempt next, Journal journal) {
        TaskAttempt before = attempts.put(next.attemptId(), next);
        if (before == null) {
            throw broken("attempt " + next.attemptId() + " was changed before it was made");
        }
        if (before.state().isFinal()) {
            throw broken("attempt " + next.attemptId() + " of " + next.taskId() + " ended twice: " + before.state()
                    + " and then " + next.state());
        }
        if (next.state().isFinal()) {
            open.remove(next.attemptId());
            journal.ended(before, next);
        } else {
            open.put(next.attemptId(), next);
        }
    }

    private void moveInstance(@Nullable TaskInstance before, TaskInstance after, boolean byPerson) {
        TaskState from = before == null ? TaskState.NONE : before.state();
        if (byPerson) {
            return;
        }
        if (from.isFinal() && after.state() != from) {
            throw broken("task " + after.taskId() + " was " + from + " and became " + after.state() + " by itself");
        }
        if (before != null && from.isAtWorker()) {
            leaveWorker(before, after);
        }
        boolean waited = from == TaskState.NONE || from == TaskState.RESTARTING;
        if (waited && after.state() != from && after.state() != TaskState.NONE) {
            release(after);
        }
    }

    /** What moves an instance away from a worker is the end of its very attempt, with that very result. */
    private void leaveWorker(TaskInstance before, TaskInstance after) {
        TaskAttempt attempt = attempts.get(before.attemptId());
        boolean stays = after.state().isAtWorker() && Objects.equals(after.attemptId(), before.attemptId());
        if (attempt == null || stays) {
            return;
        }
        AttemptState end = attempt.state();
        boolean right = switch (after.state()) {
            case SUCCESS -> end == AttemptState.SUCCESS && before.state() != TaskState.RESTARTING;
            case UP_FOR_RETRY -> end == AttemptState.FAILED;
            case FAILED -> end == AttemptState.FAILED || end == AttemptState.LOST;
            case NONE, SCHEDULED, QUEUED, RUNNING -> end.isFinal();
            case SKIPPED, UPSTREAM_FAILED -> end.isFinal() && before.state() == TaskState.RESTARTING;
            case RESTARTING, REMOVED -> false;
        };
        if (!right) {
            throw broken("task " + after.taskId() + " went from " + before.state() + " to " + after.state()
                    + " while its attempt " + before.attemptId() + " is " + end);
        }
    }

    private void release(TaskInstance after) {
        int task = graph.indexOf(after.taskId());
        List<TaskState> upstream = upstream(task);
        boolean starts = after.state() != TaskState.SKIPPED && after.state() != TaskState.UPSTREAM_FAILED;
        boolean right = starts
                ? RuleOracle.mayStart(graph.task(task).triggerRule(), upstream)
                : !RuleOracle.mayEverStart(graph.task(task).triggerRule(), upstream);
        if (!right) {
            throw broken("task " + after.taskId() + " became " + after.state() + ", though its rule "
                    + graph.task(task).triggerRule() + " sees " + upstream);
        }
    }

    private List<TaskState> upstream(int task) {
        List<TaskState> states = new ArrayList<>();
        for (int up : graph.upstream(task)) {
            TaskInstance instance = instances.get(graph.task(up).taskId());
            states.add(instance == null ? TaskState.NONE : instance.state());
        }
        return states;
    }

    /** What must be true of every state that anybody can see. */
    private void holdTogether() {
        Map<String, UUID> holders = new LinkedHashMap<>();
        for (TaskAttempt attempt : open.values()) {
            if (holders.put(attempt.taskId(), attempt.attemptId()) != null) {
                throw broken("task " + attempt.taskId() + " has two open attempts");
            }
        }
        int unfinished = 0;
        for (int task = 0; task < graph.size(); task++) {
            TaskInstance instance = instances.get(graph.task(task).taskId());
            if (instance == null) {
                throw broken("there is no instance of task " + graph.task(task).taskId());
            }
            unfinished += instance.state().isFinal() ? 0 : 1;
            if (instance.state().isAtWorker()
                    && !Objects.equals(holders.get(instance.taskId()), instance.attemptId())) {
                throw broken("task " + instance.taskId() + " is " + instance.state() + " without an open attempt");
            }
            if (run.state() == DagRunState.RUNNING && instance.state() == TaskState.NONE) {
                holdBack(task);
            }
        }
        if (run.state() == DagRunState.RUNNING && unfinished == 0) {
            throw broken("it goes on though nothing is unfinished");
        }
        if (run.state().isFinal() && unfinished > 0) {
            throw broken("it is " + run.state() + " with " + unfinished + " unfinished tasks");
        }
        if (open.size() > graph.maxActiveTasks()) {
            throw broken(open.size() + " attempts at workers, " + graph.maxActiveTasks() + " are allowed");
        }
    }

    /** A state becomes visible only with everything that follows from it. */
    private void holdBack(int task) {
        List<TaskState> upstream = upstream(task);
        var rule = graph.task(task).triggerRule();
        if (RuleOracle.mayStart(rule, upstream) || !RuleOracle.mayEverStart(rule, upstream)) {
            throw broken("task " + graph.task(task).taskId() + " waits though its rule " + rule + " sees " + upstream);
        }
    }
}
