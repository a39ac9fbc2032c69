package io.orchestrator.core.bundle;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An engine that takes deployments and remembers them. */
final class RecordingEngine implements Engine {

    final List<Command.Deploy> deployed = new ArrayList<>();
    boolean leading = true;

    @Nullable
    CommandRefused refusal;

    @Override
    @SuppressWarnings("unchecked")
    public <R> CompletableFuture<R> submit(Command<R> command) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Command.Deploy deploy = (Command.Deploy) command;
        deployed.add(deploy);
        return CompletableFuture.completedFuture((R) dagIds(deploy));
    }

    @Override
    public Health health() {
        return new Health(leading, 0);
    }

    Command.Deploy last() {
        return deployed.getLast();
    }

    static List<String> dagIds(Command.Deploy deploy) {
        return deploy.description().dags().stream()
                .map(dag -> dag.graph().dagId())
                .toList();
    }
}
