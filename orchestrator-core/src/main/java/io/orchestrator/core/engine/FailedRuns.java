package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRunState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pauses DAGs of which as many runs have failed one after the other as their authors put up with. */
final class FailedRuns {

    private final EngineMemory memory;
    private final DagCommands dags;

    FailedRuns(EngineMemory memory, DagCommands dags) {
        this.memory = memory;
        this.dags = dags;
    }

    void pass(Turn turn) {
        Set<String> failing = turn.works().values().stream()
                .filter(RunWork::failsNow)
                .map(work -> work.state.run().dagId())
                .collect(Collectors.toSet());
        for (String dagId : failing) {
            DagRecord dag = memory.catalog.dag(dagId);
            if (dag != null && !dag.paused()) {
                look(turn, dag);
            }
        }
    }

    private void look(Turn turn, DagRecord dag) {
        int limit = memory.catalog.newest(dag).version().graph().maxFailedRuns();
        if (limit == 0) {
            return;
        }
        List<DagRunState> newest = newestEnded(turn, dag.dagId(), limit);
        if (newest.size() == limit && newest.stream().allMatch(state -> state == DagRunState.FAILED)) {
            String reason = "its newest " + limit + (limit == 1 ? " run has" : " runs have") + " failed";
            turn.audit(
                    "engine",
                    "dag.pause",
                    dag.dagId(),
                    JsonNodeFactory.instance.objectNode().put("reason", reason));
            turn.tell(memory.notices.paused(memory.catalog.newest(dag).version().graph(), reason, turn.now));
            dags.pause(turn, dag);
        }
    }

    /** The states of the newest runs that have ended, as this turn leaves them. */
    private List<DagRunState> newestEnded(Turn turn, String dagId, int most) {
        Map<Long, DagRunState> states = new HashMap<>(memory.store.newestEnded(dagId, most));
        for (RunWork work : turn.works().values()) {
            RunState state = work.state;
            if (state.run().dagId().equals(dagId)) {
                states.put(state.run().runKey(), state.run().state());
            }
        }
        return states.entrySet().stream()
                .filter(run -> run.getValue().isFinal())
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
    }
}
