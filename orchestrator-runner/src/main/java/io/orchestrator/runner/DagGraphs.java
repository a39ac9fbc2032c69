package io.orchestrator.runner;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.TaskDefinition;
import java.util.List;

/** Writes a DAG down as the graph that the engine works on. */
public final class DagGraphs {

    private DagGraphs() {}

    public static DagGraph of(Dag dag) {
        return new DagGraph(
                dag.id(),
                dag.description(),
                dag.tags(),
                dag.owners(),
                Schedules.of(dag.schedule()),
                Catchup.valueOf(dag.catchup().name()),
                dag.startDate(),
                dag.endDate(),
                dag.maxActiveRuns(),
                dag.maxActiveTasks(),
                dag.runTimeout(),
                dag.tasks().stream().map(DagGraphs::task).toList(),
                List.of(),
                false,
                null,
                Schedules.timing(dag.timing()),
                dag.maxFailedRuns());
    }

    private static TaskSpec task(TaskDefinition task) {
        TaskDefinition.Retry retry = task.retry();
        TaskDefinition.Jvm jvm = task.jvm();
        return new TaskSpec(
                task.id(),
                task.description(),
                task.inputs(),
                task.after(),
                TriggerRule.valueOf(task.rule().name()),
                task.outputType() == null ? null : task.outputType().getTypeName(),
                new RetrySpec(retry.retries(), retry.delay(), retry.factor(), retry.maxDelay(), retry.jitter()),
                task.timeout(),
                task.queue(),
                task.priority(),
                new RunnerSpec(jvm.heapMegabytes(), jvm.options(), jvm.fresh()));
    }
}
