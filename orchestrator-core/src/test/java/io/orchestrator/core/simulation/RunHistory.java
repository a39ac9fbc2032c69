package io.orchestrator.core.simulation;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run as the database has it, and what every change of it must keep. */
final class RunHistory {

    private final Map<String, TaskInstance> instances = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attempts = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> open = new LinkedHashMap<>();
    private final Outputs outputs = new Outputs(this);
    private final PastOracle past;
    private final Set<DagRunState> ends = EnumSet.noneOf(DagRunState.class);
    private DagRun run;
    private TaskGraph graph;
    private @Nullable Instant born;

    RunHistory(DagRun run, TaskGraph graph, PastOracle past) {
        this.past = past;
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

    Outputs outputs() {
        return outputs;
    }

    /** Takes a change in, and holds it against the rules. */
    void write(RunWrites writes, TaskGraph newGraph, Journal journal, Instant now) {
        boolean byPerson =
                writes.audit().stream().anyMatch(deed -> !deed.action().equals("run.trigger"));
        boolean outOfTime = isOutOfTime(writes.run(), now);
        born = writes.created() ? now : born;
        moveRun(writes.run(), byPerson);
        graph = newGraph;
        writes.attemptsAdded().forEach(attempt -> openAttempt(attempt, journal));
        writes.attemptsChanged().forEach(attempt -> changeAttempt(attempt, journal));
        Map<String, TaskInstance> before = new LinkedHashMap<>(instances);
        writes.instancesAdded().forEach(added -> instances.put(added.taskId(), added));
        writes.instancesChanged().forEach(changed -> instances.put(changed.taskId(), changed));
        if (!byPerson && !outOfTime) {
            TaskMoves moves = new TaskMoves(this, journal, now);
            writes.instancesAdded().forEach(added -> moves.hold(null, added));
            writes.instancesChanged().forEach(changed -> moves.hold(before.get(changed.taskId()), changed));
        }
        writes.outputs().forEach(output -> outputs.store(output, journal));
        writes.attemptsAdded().forEach(outputs::given);
        holdTogether();
    }

    /** Whether a run ends because it took too long; if so, it must have. */
    private boolean isOutOfTime(DagRun next, Instant now) {
        String reason = next.stateReason();
        boolean ends = run.state() == DagRunState.RUNNING && next.state() == DagRunState.FAILED;
        if (!ends || reason == null || !reason.startsWith("it ran longer")) {
            return false;
        }
        Instant started = run.startedAt();
        Duration timeout = graph.runTimeout();
        if (started == null || timeout == null || started.plus(timeout).isAfter(now.plus(TaskMoves.UNEVENNESS))) {
            throw broken("it was ended by its timeout " + timeout + " at " + now + ", it began at " + started);
        }
        return true;
    }

    Broken broken(String what) {
        return new Broken("run " + run.runId() + " of " + run.dagId() + ": " + what);
    }

    private void moveRun(DagRun next, boolean byPerson) {
        if (run.state().isFinal() && next.state() != run.state() && !byPerson) {
            throw broken("it was " + run.state() + " and became " + next.state() + " by itself");
        }
        run = next;
        if (run.state().isFinal()) {
            ends.add(run.state());
        }
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

    /** The states of what comes directly before a task. */
    List<TaskState> upstream(int task) {
        List<TaskState> states = new ArrayList<>();
        for (int up : graph.upstream(task)) {
            TaskInstance instance = instances.get(graph.task(up).taskId());
            states.add(instance == null ? TaskState.NONE : instance.state());
        }
        return states;
    }

    /** What a task waits for in the run before. */
    List<TaskInstance> awaited(int task) {
        return past.awaited(this, task);
    }

    /** Whether the run before came into being just now, so that what was decided at the same time did not know it. */
    boolean isPastOf(Instant now) {
        RunHistory before = past.before(run);
        return before != null && now.equals(before.born);
    }

    /** A run of another DAG, or null: it is not there. */
    @Nullable
    RunHistory other(Awaited wanted) {
        return past.find(wanted);
    }

    /** Whether it has ever ended so; a person may have let it run again. */
    boolean hasSucceeded() {
        return ends.contains(DagRunState.SUCCESS);
    }

    boolean hasFailed() {
        return ends.contains(DagRunState.FAILED);
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
        boolean waits = !awaited(task).isEmpty();
        if (RuleOracle.mayStart(rule, upstream) && !waits || !RuleOracle.mayEverStart(rule, upstream)) {
            throw broken("task " + graph.task(task).taskId() + " waits though its rule " + rule + " sees " + upstream);
        }
    }
}
