package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import java.time.Duration;

/** Opens sessions without an end; their first heartbeat sets one. */
final class LeaseByHeartbeat implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new ForwardingStore(recorded) {
            @Override
            public CommitResult commit(TurnWrites writes) {
                return next.commit(
                        writes.sessionsOpened().isEmpty() ? writes : Rewrite.lease(writes, Duration.ofDays(1_000)));
            }
        };
    }
}
