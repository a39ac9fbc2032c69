package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.pool.PoolWrites;

/** Believes what each server thinks is free of a pool, and does not count when slots are taken. */
final class UncountedPools implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new ForwardingStore(recorded) {
            @Override
            public CommitResult commit(TurnWrites writes) {
                return next.commit(Rewrite.runs(
                        writes,
                        writes.runs().stream()
                                .map(run -> Rewrite.slots(run, PoolWrites.NONE))
                                .toList()));
            }
        };
    }
}
