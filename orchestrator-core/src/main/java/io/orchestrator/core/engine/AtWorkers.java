package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Holder;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.decide.WorkClass;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** How many attempts of this server's runs workers have, by what bounds them. */
final class AtWorkers {

    private record TaskOfDag(String dagId, String taskId) {}

    private record TaskOfRun(long runKey, String taskId) {}

    private final Map<Long, Integer> ofRuns = new HashMap<>();
    private final Map<TaskOfDag, Integer> ofTasks = new HashMap<>();
    private final Map<TaskOfRun, Integer> ofTasksInRuns = new HashMap<>();
    private final Map<String, Integer> ofPools = new HashMap<>();
    private final Map<UUID, Holder> holders = new HashMap<>();
    private final Map<Holder, Integer> ofHolders = new HashMap<>();

    void add(RunState state, TaskAttempt attempt) {
        count(state, attempt, 1);
        Holder holder = new Holder(
                WorkClass.of(state.run().type(), attempt.tryNumber() - 1),
                state.run().dagId());
        holders.put(attempt.attemptId(), holder);
        merge(ofHolders, holder, 1);
    }

    void remove(RunState state, TaskAttempt attempt) {
        count(state, attempt, -1);
        Holder holder = holders.remove(attempt.attemptId());
        if (holder != null) {
            merge(ofHolders, holder, -1);
        }
    }

    private void count(RunState state, TaskAttempt attempt, int by) {
        LimitSpec limits = limits(state, attempt);
        merge(ofRuns, attempt.runKey(), by);
        merge(ofPools, limits.pool(), by * limits.slots());
        if (limits.inDag() != null) {
            merge(ofTasks, new TaskOfDag(state.run().dagId(), attempt.taskId()), by);
        }
        if (limits.inRun() != null) {
            merge(ofTasksInRuns, new TaskOfRun(attempt.runKey(), attempt.taskId()), by);
        }
    }

    private static <K> void merge(Map<K, Integer> counts, K key, int by) {
        counts.merge(key, by, (one, other) -> one + other == 0 ? null : one + other);
    }

    private static LimitSpec limits(RunState state, TaskAttempt attempt) {
        OptionalInt task = state.graph().find(attempt.taskId());
        return task.isPresent() ? state.graph().task(task.getAsInt()).limits() : LimitSpec.PLAIN;
    }

    /** The slots that an attempt takes. */
    static PoolSlot slot(RunState state, TaskAttempt attempt) {
        LimitSpec limits = limits(state, attempt);
        return new PoolSlot(attempt.attemptId(), limits.pool(), attempt.runKey(), limits.slots());
    }

    int ofRun(long runKey) {
        return ofRuns.getOrDefault(runKey, 0);
    }

    /** Counted only if the task has such a limit. */
    int ofTask(String dagId, String taskId) {
        return ofTasks.getOrDefault(new TaskOfDag(dagId, taskId), 0);
    }

    /** Counted only if the task has such a limit. */
    int ofTaskInRun(long runKey, String taskId) {
        return ofTasksInRuns.getOrDefault(new TaskOfRun(runKey, taskId), 0);
    }

    int slotsOf(String pool) {
        return ofPools.getOrDefault(pool, 0);
    }

    /** How many attempts each has, by its class of work and DAG. */
    Map<Holder, Integer> byHolder() {
        return ofHolders;
    }

    int ofWork(WorkClass work) {
        return ofHolders.entrySet().stream()
                .filter(entry -> entry.getKey().work() == work)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    void clear() {
        holders.clear();
        ofHolders.clear();
        ofRuns.clear();
        ofTasks.clear();
        ofTasksInRuns.clear();
        ofPools.clear();
    }
}
