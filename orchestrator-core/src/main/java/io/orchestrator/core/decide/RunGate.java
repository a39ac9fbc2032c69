package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a queued run may start. */
public final class RunGate {

    private RunGate() {}

    /**
     * @param running how many runs of the DAG are running
     * @param names their ids; asked for only if they are in the way
     * @return why not, or null: it may
     */
    public static @Nullable Blocker judge(
            DagRun run, boolean paused, int maxActiveRuns, int running, Supplier<List<String>> names, Instant now) {
        if (paused) {
            return new Blocker.DagPaused(run.dagId());
        }
        if (run.runAfter().isAfter(now)) {
            return new Blocker.NotBefore(run.runAfter());
        }
        return running >= maxActiveRuns ? new Blocker.MaxActiveRuns(maxActiveRuns, names.get()) : null;
    }
}
