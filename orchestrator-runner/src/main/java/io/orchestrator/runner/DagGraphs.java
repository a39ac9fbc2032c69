package io.orchestrator.runner;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.graph.WeightRule;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.ElementSource;
import io.orchestrator.sdk.GroupDefinition;
import io.orchestrator.sdk.ParamsDefinition;
import io.orchestrator.sdk.TaskArgument;
import io.orchestrator.sdk.TaskDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a DAG down as the graph that the engine works on. */
public final class DagGraphs {

    private DagGraphs() {}

    public static DagGraph of(Dag dag) {
        ParamsDefinition params = dag.params();
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
                dag.groups().stream().map(DagGraphs::group).toList(),
                dag.failFast(),
                params == null ? null : ParamsSpecs.of(params),
                Schedules.timing(dag.timing()),
                dag.maxFailedRuns());
    }

    private static GroupSpec group(GroupDefinition group) {
        ElementSource mapping = group.mapping();
        return new GroupSpec(group.id(), group.label(), mapping == null ? null : ElementSpecs.of(List.of(mapping)));
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
                new RunnerSpec(jvm.heapMegabytes(), jvm.options(), jvm.fresh()),
                switch (task.weightRule()) {
                    case DOWNSTREAM -> new WeightRule.Downstream();
                    case UPSTREAM -> new WeightRule.Upstream();
                    case ABSOLUTE -> new WeightRule.Absolute();
                },
                control(task),
                task.requires(),
                new LimitSpec(
                        task.limits().pool(),
                        task.limits().poolSlots(),
                        task.limits().inDag(),
                        task.limits().inRun()));
    }

    private static ControlSpec control(TaskDefinition task) {
        TaskDefinition.Flow flow = task.flow();
        TaskDefinition.Past past = flow.past();
        ControlSpec control = ControlSpec.of(TaskRole.valueOf(flow.role().name()))
                .inGroup(task.group())
                .withPast(past == null ? null : new PastSpec(past.waitForDownstream(), past.beforeSkipping()))
                .withDecision(decision(flow.decision()))
                .withMapping(flow.mapping().isEmpty() ? null : ElementSpecs.of(flow.mapping()));
        boolean takesItem =
                flow.mapping().isEmpty() && task.arguments().stream().anyMatch(TaskArgument.Element.class::isInstance);
        return takesItem ? control.takingItem() : control;
    }

    private static @Nullable DecisionSpec decision(TaskDefinition.@Nullable Decision decision) {
        return switch (decision) {
            case null -> null;
            case TaskDefinition.Decision.Branch branch -> new DecisionSpec.Branch(branch.choices(), branch.otherwise());
            case TaskDefinition.Decision.ShortCircuit stop -> new DecisionSpec.ShortCircuit(stop.everything());
            case TaskDefinition.Decision.LatestOnly latest -> new DecisionSpec.LatestOnly();
        };
    }
}
