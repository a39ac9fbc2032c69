package io.orchestrator.web.engine;

import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells each of several listeners. */
record TurnListeners(List<TurnListener> all) implements TurnListener {

    TurnListeners {
        all = List.copyOf(all);
    }

    @Override
    public void turned(List<DagRun> runs, @Nullable Instant nextDue) {
        all.forEach(one -> one.turned(runs, nextDue));
    }

    @Override
    public void attempted(DagRun run, List<TaskAttempt> attempts) {
        all.forEach(one -> one.attempted(run, attempts));
    }

    @Override
    public void ended(DagRun run) {
        all.forEach(one -> one.ended(run));
    }
}
