package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.Waiting;
import java.util.List;

/** Keeps what deferred work has left in memory alone. */
final class ForgottenWork implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new ForwardingStore(recorded) {
            @Override
            public CommitResult commit(TurnWrites writes) {
                List<RunWrites> runs = writes.runs().stream()
                        .map(run -> Rewrite.instances(
                                run,
                                run.instancesChanged().stream()
                                        .map(ForgottenWork::without)
                                        .toList(),
                                run.attemptsAdded()))
                        .toList();
                return next.commit(Rewrite.runs(writes, runs));
            }
        };
    }

    private static TaskInstance without(TaskInstance instance) {
        Waiting kept = instance.waiting();
        return kept == null
                ? instance
                : instance.keeping(
                        new Waiting(kept.firstAt(), kept.startedAt(), kept.pauses(), kept.until(), null, kept.run()));
    }
}
