package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.Deadlines;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.DeadlineSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the state of a run that did not exist before, or that moves to another version. */
final class NewRuns {

    private NewRuns() {}

    /** A queued run with all its task instances; it starts when the DAG has room. */
    static RunState create(Turn turn, Catalog.Graph graph, DagRun asked) {
        DagRun run = withDeadlines(turn, graph, asked);
        List<TaskInstance> instances = RunInstances.of(graph.tasks(), run);
        RunState state = new RunState(graph.tasks(), run, instances, List.of());
        turn.create(state, instances);
        return state;
    }

    private static DagRun withDeadlines(Turn turn, Catalog.Graph graph, DagRun run) {
        List<DeadlineSpec> specs = graph.version().graph().deadlines();
        return specs.isEmpty()
                ? run
                : run.withDeadlines(
                        Deadlines.of(specs, run, most -> turn.memory.store.newestDurations(run.dagId(), most)));
    }

    /**
     * The run on its DAG's newest version and build: tasks that are new get instances, those that are gone keep their rows
     * but take no part any more.
     *
     * @param dryRun true: the state is for looking only, the turn does not know of it
     */
    static RunState moveToNewest(Turn turn, RunState state, boolean dryRun) {
        DagRun run = state.run();
        DagRecord dag = turn.memory.catalog.dag(run.dagId());
        if (dag == null || dag.version() == run.version() && dag.build().equals(run.build())) {
            return state;
        }
        if (!state.openAttempts().isEmpty()) {
            throw new CommandRefused(
                    CommandRefused.Kind.CONFLICT,
                    "run " + run.runId()
                            + " has tasks at workers: a run moves to another version only while none of its "
                            + "tasks runs; cancel it or wait");
        }
        TaskGraph graph = turn.memory.catalog.newest(dag).tasks();
        Set<String> old = new HashSet<>();
        List<TaskInstance> instances = new ArrayList<>();
        for (int number = 0; number < state.size(); number++) {
            TaskInstance known = state.find(number);
            if (known != null) {
                old.add(known.taskId());
                instances.add(known);
            }
        }
        List<TaskInstance> added = new ArrayList<>();
        for (int task = 0; task < graph.size(); task++) {
            if (!old.contains(graph.task(task).taskId())) {
                added.addAll(RunInstances.of(graph, run, task));
            }
        }
        instances.addAll(added);
        RunState moved = new RunState(graph, run.onVersion(dag.version(), dag.build()), instances, List.of());
        if (!dryRun) {
            turn.replace(state, moved, added);
        }
        return moved;
    }
}
