package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The slots that deferred task instances of this server's runs keep, where their pool wants that. */
final class DeferredSlots {

    private record Key(long runKey, int number) {}

    private final Map<Key, PoolSlot> slots = new HashMap<>();
    private final Map<String, Integer> ofPools = new HashMap<>();

    /** An instance is as it is now. What the engine itself waits for was at no worker and has no slot. */
    void place(RunState state, int number, TaskInstance instance) {
        Key key = new Key(instance.runKey(), number);
        put(key, kept(state, number, instance));
    }

    private static @Nullable PoolSlot kept(RunState state, int number, TaskInstance instance) {
        UUID attempt = instance.attemptId();
        if (instance.state() != TaskState.DEFERRED || attempt == null) {
            return null;
        }
        LimitSpec limits = state.graph().task(state.taskOf(number)).limits();
        return new PoolSlot(attempt, limits.pool(), instance.runKey(), limits.slots());
    }

    private void put(Key key, @Nullable PoolSlot slot) {
        PoolSlot before = slot == null ? slots.remove(key) : slots.put(key, slot);
        if (before != null) {
            ofPools.merge(before.pool(), -before.slots(), Integer::sum);
        }
        if (slot != null) {
            ofPools.merge(slot.pool(), slot.slots(), Integer::sum);
        }
    }

    /** @param size one more than the highest number of an instance of the run */
    void forget(long runKey, int size) {
        for (int number = 0; number < size && !slots.isEmpty(); number++) {
            put(new Key(runKey, number), null);
        }
    }

    int ofPool(String pool) {
        return ofPools.getOrDefault(pool, 0);
    }

    void clear() {
        slots.clear();
        ofPools.clear();
    }
}
