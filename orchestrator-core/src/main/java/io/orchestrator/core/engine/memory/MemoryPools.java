package io.orchestrator.core.engine.memory;

import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Pools and the slots that attempts take. */
final class MemoryPools {

    private final TreeMap<String, Pool> pools = new TreeMap<>();
    private final Map<UUID, PoolSlot> slots = new HashMap<>();

    MemoryPools() {
        pools.put(LimitSpec.DEFAULT_POOL, new Pool(LimitSpec.DEFAULT_POOL, -1, null, false));
    }

    List<PoolUse> read() {
        return pools.values().stream()
                .map(pool -> new PoolUse(pool, used(slots, pool.name())))
                .toList();
    }

    List<PoolSlot> slots() {
        return List.copyOf(slots.values());
    }

    private static int used(Map<UUID, PoolSlot> slots, String pool) {
        return slots.values().stream()
                .filter(slot -> slot.pool().equals(pool))
                .mapToInt(PoolSlot::slots)
                .sum();
    }

    /** The runs whose attempts do not fit. */
    Set<Long> overfull(TurnWrites writes) {
        Map<UUID, PoolSlot> after = new HashMap<>(slots);
        apply(writes.pools(), after);
        writes.runs().forEach(run -> apply(run.pools(), after));
        Set<Long> keys = new HashSet<>();
        for (RunWrites run : writes.runs()) {
            if (run.pools().taken().stream().anyMatch(slot -> !fits(slot.pool(), after))) {
                keys.add(run.run().runKey());
            }
        }
        return keys;
    }

    private boolean fits(String name, Map<UUID, PoolSlot> after) {
        Pool pool = pools.get(name);
        return pool != null && (!pool.isLimited() || used(after, name) <= pool.slots());
    }

    void write(TurnWrites writes) {
        writes.pools().put().forEach(pool -> pools.put(pool.name(), pool));
        writes.pools().gone().forEach(pools::remove);
        apply(writes.pools(), slots);
        writes.runs().forEach(run -> apply(run.pools(), slots));
    }

    private static void apply(PoolWrites writes, Map<UUID, PoolSlot> slots) {
        writes.freed().forEach(slots::remove);
        writes.taken().forEach(slot -> slots.putIfAbsent(slot.attemptId(), slot));
    }
}
