package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Holder;
import io.orchestrator.core.decide.Line;
import io.orchestrator.core.decide.Need;
import io.orchestrator.core.decide.ReadyTask;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.decide.WorkClass;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every run that is not settled, and what is derived from them: ready tasks, open attempts, waiting runs, timers. */
final class RunCache {

    private record RunId(String dagId, String runId) {
        static RunId of(RunState state) {
            return new RunId(state.run().dagId(), state.run().runId());
        }
    }

    private record Instance(long runKey, int number) {}

    private final Map<Long, RunState> runs = new HashMap<>();
    private final Map<RunId, Long> byId = new HashMap<>();
    private final Map<String, Set<Long>> byDag = new HashMap<>();
    private final Map<String, NavigableMap<Instant, Long>> dated = new HashMap<>();
    private final Map<UUID, Long> attempts = new HashMap<>();
    private final Map<UUID, Set<UUID>> heldBySession = new HashMap<>();
    private final Map<Line, NavigableSet<ReadyTask>> ready = new HashMap<>();
    private final Map<Instance, ReadyTask> placed = new HashMap<>();
    private final Map<Lane, NavigableSet<Long>> queuedRuns = new TreeMap<>();
    private final Map<Lane, Set<Long>> runningRuns = new HashMap<>();
    private final AtWorkers atWorkers = new AtWorkers();
    private final Timers timers = new Timers();
    private final Awaiters awaiters = new Awaiters();
    private final DeferredSlots deferred = new DeferredSlots();

    @Nullable
    RunState get(long runKey) {
        return runs.get(runKey);
    }

    @Nullable
    DagRun run(long runKey) {
        RunState state = runs.get(runKey);
        return state == null ? null : state.run();
    }

    @Nullable
    RunState find(String dagId, String runId) {
        Long key = byId.get(new RunId(dagId, runId));
        return key == null ? null : runs.get(key);
    }

    @Nullable
    RunState ofAttempt(UUID attemptId) {
        Long key = attempts.get(attemptId);
        return key == null ? null : runs.get(key);
    }

    Collection<RunState> all() {
        return runs.values();
    }

    /** The sessions that have open attempts. */
    Set<UUID> holders() {
        return heldBySession.keySet();
    }

    Set<UUID> heldBy(UUID sessionId) {
        return heldBySession.getOrDefault(sessionId, Set.of());
    }

    Map<Line, NavigableSet<ReadyTask>> ready() {
        return ready;
    }

    /** Whether a task that a worker could take waits for a place. */
    boolean hasReady(WorkerSession session) {
        return ready.keySet().stream().anyMatch(line -> line.need().isMetBy(session.queues(), session.capabilities()));
    }

    /** Who has tasks that are ready. */
    Set<Holder> waiting() {
        Set<Holder> waiting = new HashSet<>();
        ready.keySet().forEach(line -> waiting.add(line.holder()));
        return waiting;
    }

    Timers timers() {
        return timers;
    }

    Awaiters awaiters() {
        return awaiters;
    }

    DeferredSlots deferred() {
        return deferred;
    }

    /** The runs of a DAG that are here, in whichever state. */
    Set<Long> of(String dagId) {
        return byDag.getOrDefault(dagId, Set.of());
    }

    /** The runs of a DAG that are here and have a logical date, by it. */
    NavigableMap<Instant, Long> dated(String dagId) {
        return dated.getOrDefault(dagId, Collections.emptyNavigableMap());
    }

    /** Where runs wait to start. */
    List<Lane> lanesWithQueuedRuns() {
        return List.copyOf(queuedRuns.keySet());
    }

    NavigableSet<Long> queued(Lane lane) {
        return queuedRuns.getOrDefault(lane, new TreeSet<>());
    }

    Set<Long> running(Lane lane) {
        return runningRuns.getOrDefault(lane, Set.of());
    }

    /** Queued and running runs. */
    int unfinished(Lane lane) {
        return queued(lane).size() + running(lane).size();
    }

    AtWorkers atWorkers() {
        return atWorkers;
    }

    /** Takes a run in: one that was read, or one that was just made. */
    void add(RunState state) {
        long key = state.run().runKey();
        forget(key);
        runs.put(key, state);
        byId.put(RunId.of(state), key);
        byDag.computeIfAbsent(state.run().dagId(), id -> new LinkedHashSet<>()).add(key);
        Instant date = state.run().logicalDate();
        if (date != null) {
            dated.computeIfAbsent(state.run().dagId(), id -> new TreeMap<>()).put(date, key);
        }
        placeRun(state.run());
        for (int number = 0; number < state.size(); number++) {
            TaskInstance instance = state.find(number);
            if (instance != null) {
                placeTask(state, number, instance, null);
            }
        }
        state.openAttempts().forEach(attempt -> placeAttempt(state, attempt));
        addRunTimeout(state);
        addDeadlines(state);
    }

    /** Brings what is derived up to date with a plan that was applied. */
    void changed(RunState state, DagRun before, RunPlan plan) {
        if (before.state() != plan.run().state()) {
            placeRun(plan.run());
            addRunTimeout(state);
            addDeadlines(state);
        }
        for (TaskInstance gone : plan.gone()) {
            removeReady(state, state.graph().indexOf(gone.taskId()));
        }
        plan.instances().forEach(instance -> placeTask(state, numberOf(state, instance), instance, plan));
        plan.added().forEach(instance -> placeTask(state, numberOf(state, instance), instance, plan));
        plan.attempts().forEach(attempt -> placeAttempt(state, attempt));
    }

    private static int numberOf(RunState state, TaskInstance instance) {
        return state.numberOf(instance.taskId(), instance.mapIndex());
    }

    private void placeRun(DagRun run) {
        Lane lane = Lane.of(run);
        remove(queuedRuns, lane, run.runKey());
        remove(runningRuns, lane, run.runKey());
        if (run.state() == DagRunState.QUEUED) {
            queuedRuns.computeIfAbsent(lane, unseen -> new TreeSet<>()).add(run.runKey());
        } else if (run.state() == DagRunState.RUNNING) {
            runningRuns.computeIfAbsent(lane, unseen -> new LinkedHashSet<>()).add(run.runKey());
        }
    }

    private static <K, V, S extends Set<V>> void remove(Map<K, S> sets, K key, V value) {
        S set = sets.get(key);
        if (set != null && set.remove(value) && set.isEmpty()) {
            sets.remove(key);
        }
    }

    private void placeTask(RunState state, int number, TaskInstance instance, @Nullable RunPlan plan) {
        if (instance.state() == TaskState.SCHEDULED) {
            removeReady(state, number);
            ReadyTask entry = readyTask(state, number);
            ready.computeIfAbsent(entry.line(), line -> new TreeSet<>()).add(entry);
            placed.put(new Instance(entry.runKey(), number), entry);
        } else if (plan != null) {
            removeReady(state, number);
        }
        if (instance.retryAt() != null) {
            timers.add(instance.retryAt(), instance.runKey(), number);
        }
        Waiting waiting = instance.waiting();
        if (instance.state().isWaiting() && waiting != null && waiting.until() != null) {
            timers.add(waiting.until(), instance.runKey(), number);
        }
        awaiters.place(number, instance);
        deferred.place(state, number, instance);
    }

    private void removeReady(RunState state, int number) {
        ReadyTask entry = placed.remove(new Instance(state.run().runKey(), number));
        NavigableSet<ReadyTask> waiting = entry == null ? null : ready.get(entry.line());
        if (entry != null && waiting != null && waiting.remove(entry) && waiting.isEmpty()) {
            ready.remove(entry.line());
        }
    }

    static ReadyTask readyTask(RunState state, int number) {
        int task = state.taskOf(number);
        TaskSpec spec = state.graph().task(task);
        DagRun run = state.run();
        TaskInstance instance = state.find(number);
        return new ReadyTask(
                run.runKey(),
                number,
                new Line(Need.of(spec), new Holder(WorkClass.of(run.type(), triesBefore(instance)), run.dagId())),
                state.graph().weight(task, 0, 0));
    }

    /** What goes on after it has waited outside a worker is still in the same try. */
    private static int triesBefore(@Nullable TaskInstance instance) {
        if (instance == null) {
            return 0;
        }
        return instance.waiting() == null ? instance.tryNumber() : instance.tryNumber() - 1;
    }

    private void placeAttempt(RunState state, TaskAttempt attempt) {
        if (attempt.state().isFinal()) {
            if (attempts.remove(attempt.attemptId()) != null) {
                atWorkers.remove(state, attempt);
            }
            remove(heldBySession, attempt.sessionId(), attempt.attemptId());
        } else {
            if (attempts.put(attempt.attemptId(), attempt.runKey()) == null) {
                atWorkers.add(state, attempt);
            }
            heldBySession
                    .computeIfAbsent(attempt.sessionId(), id -> new LinkedHashSet<>())
                    .add(attempt.attemptId());
        }
    }

    private void addRunTimeout(RunState state) {
        Instant started = state.run().startedAt();
        if (state.run().state() == DagRunState.RUNNING && started != null && state.runTimeout() != null) {
            timers.add(started.plus(state.runTimeout()), state.run().runKey(), Timers.RUN);
        }
    }

    private void addDeadlines(RunState state) {
        if (!state.run().state().isFinal()) {
            state.run().deadlines().stream()
                    .filter(deadline -> deadline.missed() == null)
                    .forEach(deadline -> timers.add(deadline.due(), state.run().runKey(), Timers.DEADLINE));
        }
    }

    private void forgetDate(DagRun run) {
        NavigableMap<Instant, Long> dates = dated.get(run.dagId());
        if (dates != null
                && run.logicalDate() != null
                && dates.remove(run.logicalDate(), run.runKey())
                && dates.isEmpty()) {
            dated.remove(run.dagId());
        }
    }

    /** Drops a run and all that is derived from it. */
    void forget(long runKey) {
        RunState state = runs.remove(runKey);
        if (state == null) {
            return;
        }
        byId.remove(RunId.of(state), runKey);
        remove(byDag, state.run().dagId(), runKey);
        forgetDate(state.run());
        remove(queuedRuns, Lane.of(state.run()), runKey);
        remove(runningRuns, Lane.of(state.run()), runKey);
        for (int number = 0; number < state.size(); number++) {
            removeReady(state, number);
        }
        awaiters.forget(runKey, state.size());
        deferred.forget(runKey, state.size());
        for (TaskAttempt attempt : new ArrayList<>(state.openAttempts())) {
            if (attempts.remove(attempt.attemptId()) != null) {
                atWorkers.remove(state, attempt);
            }
            remove(heldBySession, attempt.sessionId(), attempt.attemptId());
        }
    }

    void clear() {
        runs.clear();
        byId.clear();
        byDag.clear();
        dated.clear();
        attempts.clear();
        heldBySession.clear();
        ready.clear();
        placed.clear();
        queuedRuns.clear();
        runningRuns.clear();
        atWorkers.clear();
        timers.clear();
        awaiters.clear();
        deferred.clear();
    }
}
