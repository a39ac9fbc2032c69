package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the state of a run that did not exist before, or that moves to another version. */
final class NewRuns {

    private NewRuns() {}

    /** A queued run with all its task instances; it starts when the DAG has room. */
    static RunState create(Turn turn, Catalog.Graph graph, DagRun run) {
        List<TaskInstance> instances = new ArrayList<>(graph.tasks().size());
        for (int task = 0; task < graph.tasks().size(); task++) {
            instances.add(newInstance(run, graph.tasks(), task));
        }
        RunState state = new RunState(graph.tasks(), run, instances, List.of());
        turn.create(state, instances);
        return state;
    }

    private static TaskInstance newInstance(DagRun run, TaskGraph graph, int task) {
        return TaskInstance.created(
                run.runKey(),
                graph.task(task).taskId(),
                TaskInstance.UNMAPPED,
                graph.task(task).retry().retries());
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
        Map<String, TaskInstance> old = new HashMap<>();
        for (int task = 0; task < state.graph().size(); task++) {
            old.put(state.graph().task(task).taskId(), state.instance(task));
        }
        List<TaskInstance> instances = new ArrayList<>();
        List<TaskInstance> added = new ArrayList<>();
        for (int task = 0; task < graph.size(); task++) {
            TaskInstance known = old.get(graph.task(task).taskId());
            TaskInstance instance = known == null ? newInstance(run, graph, task) : known;
            instances.add(instance);
            if (known == null) {
                added.add(instance);
            }
        }
        RunState moved = new RunState(graph, run.onVersion(dag.version(), dag.build()), instances, List.of());
        if (!dryRun) {
            turn.replace(state, moved, added);
        }
        return moved;
    }
}
