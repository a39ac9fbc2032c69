package io.orchestrator.core.pool;

import java.util.List;
import java.util.UUID;

/**
 * What changes of pools.
 *
 * @param put pools to insert or replace
 * @param gone names of pools to delete
 * @param taken slots of attempts that begin; those of pools without enough free ones are refused
 * @param freed attempts that have ended; one without slots is left out
 */
public record PoolWrites(List<Pool> put, List<String> gone, List<PoolSlot> taken, List<UUID> freed) {

    public static final PoolWrites NONE = new PoolWrites(List.of(), List.of(), List.of(), List.of());

    public PoolWrites {
        put = List.copyOf(put);
        gone = List.copyOf(gone);
        taken = List.copyOf(taken);
        freed = List.copyOf(freed);
    }

    public static PoolWrites of(List<PoolSlot> taken, List<UUID> freed) {
        return taken.isEmpty() && freed.isEmpty() ? NONE : new PoolWrites(List.of(), List.of(), taken, freed);
    }

    public boolean isEmpty() {
        return put.isEmpty() && gone.isEmpty() && taken.isEmpty() && freed.isEmpty();
    }
}
