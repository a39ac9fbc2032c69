package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Limits;
import io.orchestrator.core.decide.ReadyTask;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pools as they were read last, and what other servers have taken of them by then. This server's own part is at hand; what
 * others have taken since then, the commit finds out: it holds the pools and counts.
 */
final class Pools implements Limits.Counts {

    private final EngineStore store;
    private final RunCache runs;
    private final Map<String, Pool> pools = new HashMap<>();
    private final Map<String, Integer> takenByOthers = new HashMap<>();
    private boolean outdated = true;
    private boolean defaultCounted;

    Pools(EngineStore store, RunCache runs) {
        this.store = store;
        this.runs = runs;
    }

    /** What others have taken may have changed: they are read before the next turn. */
    void readAgain() {
        outdated = true;
    }

    /**
     * Reads them, if they may have changed. Before a turn decides anything: then what this server knows of its own is what is
     * written.
     *
     * @return the slots of this server's attempts in pools that are counted from now on
     */
    List<PoolSlot> refresh() {
        if (!outdated) {
            return List.of();
        }
        outdated = false;
        pools.clear();
        takenByOthers.clear();
        for (PoolUse use : store.pools()) {
            Pool pool = use.pool();
            pools.put(pool.name(), pool);
            int own = own(pool.name());
            takenByOthers.put(pool.name(), Math.max(0, use.used() - own));
        }
        boolean counted = defaultCounted;
        defaultCounted = isCounted(LimitSpec.DEFAULT_POOL);
        return defaultCounted && !counted ? ofDefaultPool() : List.of();
    }

    private List<PoolSlot> ofDefaultPool() {
        List<PoolSlot> slots = new ArrayList<>();
        for (RunState state : runs.all()) {
            state.openAttempts().stream()
                    .map(attempt -> AtWorkers.slot(state, attempt))
                    .filter(slot -> !Pool.isAlwaysCounted(slot.pool()))
                    .forEach(slots::add);
        }
        return slots;
    }

    /** Whether attempts in this pool have rows. */
    boolean isCounted(String name) {
        Pool pool = pools.get(name);
        return Pool.isAlwaysCounted(name) || pool != null && pool.isLimited();
    }

    void put(Pool pool) {
        pools.put(pool.name(), pool);
    }

    void remove(String name) {
        pools.remove(name);
    }

    /**
     * What one turn did to the slots of a run's attempts.
     *
     * @param goneOn the last attempts of instances that were deferred, and are not any more
     */
    PoolWrites slots(RunState state, List<TaskAttempt> added, List<TaskAttempt> changed, Set<UUID> goneOn) {
        Predicate<PoolSlot> counted = slot -> isCounted(slot.pool());
        List<PoolSlot> taken = added.stream()
                .filter(attempt -> !attempt.state().isFinal())
                .map(attempt -> AtWorkers.slot(state, attempt))
                .filter(counted)
                .toList();
        Set<UUID> freed = new LinkedHashSet<>(goneOn);
        changed.stream()
                .filter(attempt -> attempt.state().isFinal())
                .map(attempt -> AtWorkers.slot(state, attempt))
                .filter(counted)
                .map(PoolSlot::attemptId)
                .forEach(freed::add);
        changed.stream()
                .filter(attempt -> isKept(state, attempt))
                .map(TaskAttempt::attemptId)
                .forEach(freed::remove);
        return PoolWrites.of(taken, List.copyOf(freed));
    }

    /** Whether an attempt that has ended keeps its slots, because its task is deferred now. */
    private boolean isKept(RunState state, TaskAttempt attempt) {
        int number = state.numberOf(attempt.taskId(), attempt.mapIndex());
        TaskInstance instance = number < 0 ? null : state.find(number);
        return attempt.state() == AttemptState.DEFERRED
                && instance != null
                && instance.state() == TaskState.DEFERRED
                && attempt.attemptId().equals(instance.attemptId())
                && keepsDeferred(AtWorkers.slot(state, attempt).pool());
    }

    @Override
    public Limits.Bounds bounds(ReadyTask task) {
        RunState state = Objects.requireNonNull(runs.get(task.runKey()));
        TaskSpec spec = state.graph().task(state.taskOf(task.number()));
        return new Limits.Bounds(state.run().dagId(), spec.taskId(), spec.limits(), state.maxActiveTasks());
    }

    @Override
    public int ofRun(long runKey) {
        return runs.atWorkers().ofRun(runKey);
    }

    @Override
    public int ofTask(String dagId, String taskId) {
        return runs.atWorkers().ofTask(dagId, taskId);
    }

    @Override
    public int ofTaskInRun(long runKey, String taskId) {
        return runs.atWorkers().ofTaskInRun(runKey, taskId);
    }

    @Override
    public @Nullable Pool pool(String name) {
        return pools.get(name);
    }

    @Override
    public int usedOfPool(String name) {
        return own(name) + takenByOthers.getOrDefault(name, 0);
    }

    /** What this server's attempts take, and its deferred tasks keep. */
    private int own(String name) {
        return runs.atWorkers().slotsOf(name)
                + (keepsDeferred(name) ? runs.deferred().ofPool(name) : 0);
    }

    private boolean keepsDeferred(String name) {
        Pool pool = pools.get(name);
        return pool != null && pool.includeDeferred();
    }
}
