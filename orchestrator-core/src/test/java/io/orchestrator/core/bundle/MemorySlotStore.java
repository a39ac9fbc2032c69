package io.orchestrator.core.bundle;

import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Slots in memory, of each DAG those of the build that came last. */
final class MemorySlotStore implements SlotStore {

    private final Map<String, KnownSlots> slots = new HashMap<>();

    @Override
    public void save(KnownSlots known) {
        slots.put(known.dagId(), known);
    }

    @Override
    public Optional<KnownSlots> find(String dagId, String build) {
        return inForce(dagId).filter(known -> known.build().equals(build));
    }

    @Override
    public Optional<KnownSlots> inForce(String dagId) {
        return Optional.ofNullable(slots.get(dagId));
    }
}
