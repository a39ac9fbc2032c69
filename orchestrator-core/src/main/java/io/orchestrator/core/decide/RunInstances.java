package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.MapSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The task instances that a new run begins with. */
public final class RunInstances {

    private RunInstances() {}

    /** One for each task whose dates the run lies between; of a mapped task whose list is written down, one for each element. */
    public static List<TaskInstance> of(TaskGraph graph, DagRun run) {
        List<TaskInstance> instances = new ArrayList<>(graph.size());
        for (int task = 0; task < graph.size(); task++) {
            instances.addAll(of(graph, run, task));
        }
        return instances;
    }

    /** Those of one task. */
    public static List<TaskInstance> of(TaskGraph graph, DagRun run, int task) {
        ControlSpec control = graph.task(task).control();
        Instant date = run.logicalDate();
        if (date != null
                && (control.startDate() != null && date.isBefore(control.startDate())
                        || control.endDate() != null && date.isAfter(control.endDate()))) {
            return List.of();
        }
        MapSpec mapping = graph.mapping(task);
        OptionalInt length = mapping == null ? OptionalInt.empty() : MapLists.writtenDown(mapping);
        if (length.isEmpty()) {
            return List.of(instance(graph, run, task, TaskInstance.UNMAPPED));
        }
        List<TaskInstance> instances = new ArrayList<>(length.getAsInt());
        for (int index = 0; index < length.getAsInt(); index++) {
            instances.add(instance(graph, run, task, index));
        }
        return instances;
    }

    private static TaskInstance instance(TaskGraph graph, DagRun run, int task, int mapIndex) {
        return TaskInstance.created(
                run.runKey(),
                graph.task(task).taskId(),
                mapIndex,
                graph.task(task).retry().retries());
    }
}
