package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskLifecycle;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plan in the making: changes laid over a snapshot, whose counts show them at once. */
final class RunDraft implements RunSnapshot {

    private final RunSnapshot base;
    private final Instant now;
    private final Map<Integer, TaskInstance> changed = new LinkedHashMap<>();
    private final List<TaskInstance> added = new ArrayList<>();
    private final List<Integer> tasksAdded = new ArrayList<>();
    private final Map<Integer, TaskInstance> gone = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> numbers = new HashMap<>();
    private final Map<Integer, int[]> counts = new HashMap<>();
    private final Map<Integer, int[]> elementCounts = new HashMap<>();
    private final Map<UUID, TaskAttempt> attempts = new LinkedHashMap<>();
    private final List<RunPlan.Stop> stops = new ArrayList<>();
    private final Unsettled unsettled;
    private DagRun run;
    private int unfinished;
    private int active;

    RunDraft(RunSnapshot base, Instant now) {
        this.base = base;
        this.now = now;
        this.run = base.run();
        this.unfinished = base.unfinished();
        this.active = base.active();
        this.unsettled = new Unsettled(this);
    }

    Instant now() {
        return now;
    }

    Unsettled unsettled() {
        return unsettled;
    }

    /** @return false if the state machine refused the event; nothing changed then */
    boolean move(int number, TaskEvent event) {
        TaskInstance before = instance(number);
        return switch (TaskLifecycle.apply(before, event, now)) {
            case TaskLifecycle.Outcome.Refused refused -> false;
            case TaskLifecycle.Outcome.Moved moved -> {
                put(number, before, moved.next());
                yield true;
            }
        };
    }

    /** Calls an instance what its user code calls it. */
    void label(int number, String text) {
        TaskInstance before = instance(number);
        put(number, before, before.labelled(text));
    }

    private void put(int number, TaskInstance before, TaskInstance after) {
        if (number < base.size()) {
            changed.put(number, after);
        } else {
            added.set(number - base.size(), after);
        }
        if (before.state() != after.state()) {
            count(taskOf(number), before, -1);
            count(taskOf(number), after, 1);
            unsettled.changed(number, after);
        }
    }

    private void count(int task, TaskInstance instance, int by) {
        int kind = UpstreamCounts.kind(instance.state());
        if (graph().mapping(task) != null) {
            elementCounts.computeIfAbsent(task, unseen -> base.elements(unseen).toArray())[kind] += by;
        }
        unfinished += instance.state().isFinal() ? 0 : by;
        active += RunState.isActive(instance.state()) ? by : 0;
        for (int follower : graph().downstream(task, false)) {
            int[] up = counts.computeIfAbsent(
                    follower, unseen -> base.upstream(unseen).toArray());
            up[kind] += by;
        }
    }

    /** Puts the instances of a list's elements in the place of the one that stood for the list. */
    void expand(int number, int length) {
        int task = taskOf(number);
        TaskInstance before = instance(number);
        gone.put(number, before);
        changed.remove(number);
        List<Integer> others = new ArrayList<>(numbersOf(task));
        others.removeIf(other -> other == number);
        numbers.put(task, others);
        count(task, before, -1);
        for (int index = others.size(); index < length; index++) {
            add(task, before.at(index));
        }
        unsettled.expanded(task);
    }

    /** Adds an instance with the next map index. */
    void add(int task, TaskInstance instance) {
        int number = size();
        added.add(instance);
        tasksAdded.add(task);
        numbers.computeIfAbsent(task, unseen -> new ArrayList<>(base.numbersOf(unseen)))
                .add(number);
        count(task, instance, 1);
        unsettled.changed(number, instance);
    }

    void apply(DagRunLifecycle.Event event) {
        run = DagRunLifecycle.apply(run, event, now);
    }

    void edit(JsonNode params) {
        run = run.withParams(params);
    }

    void join(long backfillId) {
        run = run.ofBackfill(backfillId);
    }

    void openAttempt(TaskInstance queued, UUID attemptId, UUID sessionId) {
        attempts.put(
                attemptId,
                new TaskAttempt(
                        queued.runKey(),
                        attemptId,
                        queued.taskId(),
                        queued.mapIndex(),
                        queued.tryNumber(),
                        AttemptState.QUEUED,
                        sessionId,
                        run.build(),
                        now,
                        null,
                        null,
                        null));
    }

    void startAttempt(TaskAttempt attempt) {
        attempts.put(attempt.attemptId(), attempt.started(now));
    }

    void endAttempt(TaskAttempt attempt, AttemptState state, Report.@Nullable Failure failure) {
        attempts.put(attempt.attemptId(), attempt.ended(state, failure, now));
    }

    /** Asks for the end of the attempt that a worker has of this task, if there is one. */
    void stopAttempt(TaskInstance instance, String reason) {
        UUID id = instance.attemptId();
        TaskAttempt open = id == null ? null : openAttempt(id);
        if (open != null) {
            stops.add(new RunPlan.Stop(open.sessionId(), open.attemptId(), reason));
        }
    }

    void clear(int number) {
        TaskInstance before = instance(number);
        UUID id = before.attemptId();
        boolean open = id != null && openAttempt(id) != null;
        int retries = graph().task(taskOf(number)).retry().retries();
        move(number, new TaskEvent.Cleared(retries, open));
    }

    RunPlan plan() {
        return new RunPlan(
                RunPlan.Verdict.APPLIED,
                run,
                List.copyOf(changed.values()),
                List.copyOf(added),
                List.copyOf(gone.values()),
                List.copyOf(attempts.values()),
                List.copyOf(stops));
    }

    @Override
    public TaskGraph graph() {
        return base.graph();
    }

    @Override
    public DagRun run() {
        return run;
    }

    @Override
    public int size() {
        return base.size() + added.size();
    }

    @Override
    public @Nullable TaskInstance find(int number) {
        if (number >= base.size()) {
            return added.get(number - base.size());
        }
        TaskInstance next = changed.get(number);
        return next != null ? next : gone.containsKey(number) ? null : base.find(number);
    }

    @Override
    public int taskOf(int number) {
        return number < base.size() ? base.taskOf(number) : tasksAdded.get(number - base.size());
    }

    @Override
    public List<Integer> numbersOf(int task) {
        List<Integer> known = numbers.get(task);
        return known == null ? base.numbersOf(task) : known;
    }

    @Override
    public UpstreamCounts upstream(int task) {
        int[] known = counts.get(task);
        return known == null ? base.upstream(task) : UpstreamCounts.of(known, 0);
    }

    @Override
    public UpstreamCounts elements(int task) {
        int[] known = elementCounts.get(task);
        return known == null ? base.elements(task) : UpstreamCounts.of(known, 0);
    }

    @Override
    public int unfinished() {
        return unfinished;
    }

    @Override
    public int active() {
        return active;
    }

    /** As before the plan, but for those that it ends. */
    @Override
    public @Nullable TaskAttempt openAttempt(UUID attemptId) {
        TaskAttempt next = attempts.get(attemptId);
        return next != null && next.state().isFinal() ? null : base.openAttempt(attemptId);
    }

    @Override
    public Collection<TaskAttempt> openAttempts() {
        return base.openAttempts();
    }

    @Override
    public PastGate.Answer past(int task) {
        return base.past(task);
    }
}
