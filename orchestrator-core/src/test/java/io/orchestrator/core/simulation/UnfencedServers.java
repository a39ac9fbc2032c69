package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import java.util.UUID;

/** Takes the commit of a server whose row was closed, in the name of one that is open. */
final class UnfencedServers implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new ForwardingStore(recorded) {
            @Override
            public CommitResult commit(TurnWrites writes) {
                UUID open = world.history().leases().anyServer();
                if (open == null || world.history().leases().isServerOpen(writes.serverId())) {
                    return next.commit(writes);
                }
                CommitResult result = world.memory().commit(Rewrite.by(writes, open));
                if (result.committed()) {
                    world.history().committed(writes);
                }
                return result;
            }
        };
    }
}
