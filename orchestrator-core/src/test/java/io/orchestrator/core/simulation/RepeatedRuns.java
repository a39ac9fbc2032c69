package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;

/** Creates a run though there is one of that id or date: the database keeps it under another name. */
final class RepeatedRuns implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new ForwardingStore(recorded) {
            @Override
            public CommitResult commit(TurnWrites writes) {
                CommitResult result = next.commit(writes);
                if (result.committed()) {
                    return result;
                }
                CommitResult forced = world.memory()
                        .commit(Rewrite.runs(
                                writes,
                                writes.runs().stream()
                                        .map(run -> result.conflicts()
                                                        .contains(run.run().runKey())
                                                ? Rewrite.renamed(run)
                                                : run)
                                        .toList()));
                if (forced.committed()) {
                    world.history().committed(writes);
                }
                return forced;
            }
        };
    }
}
