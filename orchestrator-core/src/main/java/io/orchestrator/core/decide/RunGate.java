package io.orchestrator.core.decide;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a queued run may start. */
public final class RunGate {

    private RunGate() {}

    /**
     * How many runs may be running that count with this one, how many are, and their ids.
     *
     * @param names asked for only if they are in the way
     */
    public record Room(int limit, int running, Supplier<List<String>> names) {}

    /**
     * @param paused its DAG is
     * @param backfill that it belongs to, or null
     * @return why not, or null: it may
     */
    public static @Nullable Blocker judge(
            DagRun run, boolean paused, @Nullable Backfill backfill, Room room, Instant now) {
        if (paused) {
            return new RunBlocker.DagPaused(run.dagId());
        }
        if (backfill != null && backfill.holdsBack()) {
            return new BackfillBlocker.BackfillPaused(backfill.id());
        }
        if (run.runAfter().isAfter(now)) {
            return new RunBlocker.NotBefore(run.runAfter());
        }
        if (room.running() < room.limit()) {
            return null;
        }
        List<String> running = room.names().get();
        return backfill == null
                ? new RunBlocker.MaxActiveRuns(room.limit(), running)
                : new BackfillBlocker.BackfillFull(backfill.id(), room.limit(), running);
    }
}
