package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.BackfillBlocker;
import io.orchestrator.core.decide.Blocker;
import io.orchestrator.core.decide.RunBlocker;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunGate;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TimingSpec.WhenBusy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts queued runs where their DAG has room, and goes on with runs that waited for those before them. */
final class RunStarts {

    private final EngineMemory memory;

    RunStarts(EngineMemory memory) {
        this.memory = memory;
    }

    void pass(Turn turn) {
        do {
            startRuns(turn);
        } while (lookAtRuns(turn));
    }

    /** Looks at runs that depend on others which have moved; false: there was none. */
    boolean lookAtRuns(Turn turn) {
        List<Long> due = memory.past.takeDue();
        for (long key : due) {
            RunState state = memory.runs.get(key);
            if (state != null) {
                turn.decide(state, new RunEvent.Look());
            }
        }
        return !due.isEmpty();
    }

    private void startRuns(Turn turn) {
        for (Lane lane : memory.runs.lanesWithQueuedRuns()) {
            for (long key : List.copyOf(memory.runs.queued(lane))) {
                RunState state = memory.runs.get(key);
                Blocker blocker = state == null ? null : blocker(state.run(), turn.now);
                if (blocker instanceof RunBlocker.MaxActiveRuns || blocker instanceof BackfillBlocker.BackfillFull) {
                    makeRoom(turn, lane);
                    if (hasLimit(lane)) {
                        break;
                    }
                    continue;
                }
                if (blocker instanceof RunBlocker.DagPaused || blocker instanceof BackfillBlocker.BackfillPaused) {
                    break;
                }
                if (state != null && blocker == null) {
                    turn.decide(state, new RunEvent.Start());
                }
            }
        }
    }

    /** Why a queued run of a DAG that this server owns does not start, or null: it may. */
    @Nullable
    Blocker blocker(DagRun run, Instant now) {
        DagRecord dag = memory.catalog.dag(run.dagId());
        if (dag == null) {
            return new RunBlocker.NoServer(run.dagId());
        }
        Set<Long> running = memory.runs.running(Lane.of(run));
        return RunGate.judge(
                run,
                dag.paused(),
                memory.backfills.of(run),
                new RunGate.Room(
                        limit(run, memory.catalog.newest(dag).version().graph()), running.size(), () -> names(running)),
                now);
    }

    private List<String> names(Set<Long> runKeys) {
        return runKeys.stream()
                .flatMap(key -> Stream.ofNullable(memory.runs.run(key)))
                .map(DagRun::runId)
                .toList();
    }

    /** Runs of the schedule may have none: they start beside those that wait. */
    private boolean hasLimit(Lane lane) {
        DagRecord dag = memory.catalog.dag(lane.dagId());
        return lane.backfillId() != null
                || dag == null
                || memory.catalog.newest(dag).version().graph().timing().whenBusy() != WhenBusy.ALLOW;
    }

    private int limit(DagRun run, DagGraph graph) {
        Backfill backfill = memory.backfills.of(run);
        if (backfill != null) {
            return backfill.maxActiveRuns();
        }
        boolean none = graph.timing().whenBusy() == WhenBusy.ALLOW && run.type() == RunType.SCHEDULED;
        return none ? Integer.MAX_VALUE : graph.maxActiveRuns();
    }

    /** Where all running runs wait, one of them gives way to the run that it waits for, as when that was cleared: nothing else would. */
    private void makeRoom(Turn turn, Lane lane) {
        Set<Long> running = memory.runs.running(lane);
        boolean allWait = running.stream()
                .allMatch(key -> memory.runs.get(key) instanceof RunState state
                        && state.active() == 0
                        && state.openAttempts().isEmpty());
        if (!allWait) {
            return;
        }
        for (long key : List.copyOf(memory.runs.queued(lane))) {
            RunState awaited = memory.runs.get(key);
            RunState waiting = memory.runs.get(memory.past.later(key, running));
            if (awaited != null && waiting != null && !awaited.run().runAfter().isAfter(turn.now)) {
                String reason = "it waits for run " + awaited.run().runId() + " and has made room for that";
                turn.decide(waiting, new RunEvent.GiveWay(reason));
                turn.decide(awaited, new RunEvent.Start());
                return;
            }
        }
    }
}
