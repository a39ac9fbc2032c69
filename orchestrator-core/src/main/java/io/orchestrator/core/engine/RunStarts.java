package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        for (String dagId : memory.runs.dagsWithQueuedRuns()) {
            DagRecord dag = memory.catalog.dag(dagId);
            if (dag == null || dag.paused()) {
                continue;
            }
            int room = memory.catalog.newest(dag).version().graph().maxActiveRuns()
                    - memory.runs.running(dagId).size();
            List<RunState> waiting = memory.runs.queued(dagId).stream()
                    .flatMap(key -> Stream.ofNullable(memory.runs.get(key)))
                    .filter(state -> !state.run().runAfter().isAfter(turn.now))
                    .toList();
            List<RunState> starting =
                    room > 0 ? waiting.subList(0, Math.min(room, waiting.size())) : beyondTheLimit(dagId, waiting);
            starting.forEach(state -> turn.decide(state, new RunEvent.Start()));
        }
    }

    /** A run that all running ones wait for, as after it was cleared, starts although the DAG is full: nothing else would move them. */
    private List<RunState> beyondTheLimit(String dagId, List<RunState> waiting) {
        Set<Long> running = memory.runs.running(dagId);
        boolean allWait = running.stream()
                .allMatch(key -> memory.runs.get(key) instanceof RunState state
                        && state.active() == 0
                        && state.openAttempts().isEmpty());
        return waiting.stream()
                .filter(state -> allWait && memory.past.isBefore(state.run().runKey(), running))
                .limit(1)
                .toList();
    }
}
