package io.orchestrator.runner;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DeadlineSpec;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.NoticeKind;
import io.orchestrator.protocol.graph.NotifySpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.graph.WeightRule;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Deadline;
import io.orchestrator.sdk.ElementSource;
import io.orchestrator.sdk.GroupDefinition;
import io.orchestrator.sdk.NotifyDefinition;
import io.orchestrator.sdk.ParamsDefinition;
import io.orchestrator.sdk.TaskArgument;
import io.orchestrator.sdk.TaskDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a DAG down as the graph that the engine works on. */
public final class DagGraphs {

    private DagGraphs() {}

    public static DagGraph of(Dag dag) {
        ParamsDefinition params = dag.params();
        return DagGraph.builder(dag.id())
                .description(dag.description())
                .tags(dag.tags())
                .owners(dag.owners())
                .schedule(Schedules.of(dag.schedule()))
                .assets(AssetSpecs.trigger(dag.schedule()))
                .catchup(Catchup.valueOf(dag.catchup().name()))
                .startDate(dag.startDate())
                .endDate(dag.endDate())
                .maxActiveRuns(dag.maxActiveRuns())
                .maxActiveTasks(dag.maxActiveTasks())
                .runTimeout(dag.runTimeout())
                .tasks(dag.tasks().stream().map(DagGraphs::task).toList())
                .groups(dag.groups().stream().map(DagGraphs::group).toList())
                .failFast(dag.failFast())
                .params(params == null ? null : ParamsSpecs.of(params))
                .timing(Schedules.timing(dag.timing()))
                .startsPaused(dag.timing().startsPaused())
                .contracts(DatasetSpecs.contracts(dag))
                .maxFailedRuns(dag.maxFailedRuns())
                .notifications(dag.notifications().stream()
                        .map(DagGraphs::notification)
                        .toList())
                .deadlines(dag.deadlines().entrySet().stream()
                        .map(entry -> deadline(entry.getKey(), entry.getValue()))
                        .toList())
                .build();
    }

    private static NotifySpec notification(NotifyDefinition definition) {
        return new NotifySpec(
                definition.channel(),
                definition.events().stream()
                        .map(event -> NoticeKind.valueOf(event.name()))
                        .toList());
    }

    private static DeadlineSpec deadline(String name, Deadline deadline) {
        return new DeadlineSpec(
                name,
                DeadlineSpec.From.valueOf(deadline.from().name()),
                deadline.instant(),
                deadline.runs(),
                deadline.leastRuns(),
                deadline.after());
    }

    private static GroupSpec group(GroupDefinition group) {
        ElementSource mapping = group.mapping();
        return new GroupSpec(
                group.id(), group.label(), mapping == null ? null : ElementSpecs.of(List.of(mapping), null));
    }

    private static TaskSpec task(TaskDefinition task) {
        TaskDefinition.Retry retry = task.retry();
        TaskDefinition.Jvm jvm = task.jvm();
        return TaskSpec.builder(task.id())
                .description(task.description())
                .inputs(task.inputs())
                .after(task.after())
                .triggerRule(TriggerRule.valueOf(task.rule().name()))
                .outputType(task.outputType() == null ? null : task.outputType().getTypeName())
                .retry(new RetrySpec(retry.retries(), retry.delay(), retry.factor(), retry.maxDelay(), retry.jitter()))
                .timeout(task.timeout())
                .queue(task.queue())
                .priorityWeight(task.priority())
                .runner(new RunnerSpec(jvm.heapMegabytes(), jvm.options(), jvm.fresh()))
                .weightRule(weightRule(task))
                .control(control(task))
                .requires(task.requires())
                .limits(new LimitSpec(
                        task.limits().pool(),
                        task.limits().poolSlots(),
                        task.limits().inDag(),
                        task.limits().inRun()))
                .given(given(task))
                .outlets(AssetSpecs.leaves(task.outlets()))
                .inlets(AssetSpecs.leaves(task.inlets()))
                .build();
    }

    private static List<GivenSpec> given(TaskDefinition task) {
        return task.arguments().stream()
                .flatMap(argument -> switch (argument) {
                    case TaskArgument.GivenConnection given ->
                        Stream.of(new GivenSpec(GivenSpec.Kind.CONNECTION, given.id()));
                    case TaskArgument.GivenVariable given ->
                        Stream.of(new GivenSpec(GivenSpec.Kind.VARIABLE, given.key()));
                    case TaskArgument.GivenEvents given -> Stream.of(AssetSpecs.given(given.of()));
                    case TaskArgument.GivenVersion given -> Stream.of(DatasetSpecs.given(given));
                    case TaskArgument.GivenHistory given -> Stream.of(DatasetSpecs.given(given));
                    case TaskArgument.GivenStaging given -> Stream.of(DatasetSpecs.given(given));
                    case TaskArgument.Output output -> Stream.<GivenSpec>empty();
                    case TaskArgument.Element element -> Stream.<GivenSpec>empty();
                    case TaskArgument.RunParams params -> Stream.<GivenSpec>empty();
                })
                .distinct()
                .toList();
    }

    private static WeightRule weightRule(TaskDefinition task) {
        return switch (task.weightRule()) {
            case DOWNSTREAM -> new WeightRule.Downstream();
            case UPSTREAM -> new WeightRule.Upstream();
            case ABSOLUTE -> new WeightRule.Absolute();
        };
    }

    private static ControlSpec control(TaskDefinition task) {
        TaskDefinition.Flow flow = task.flow();
        TaskDefinition.Past past = flow.past();
        ControlSpec control = ControlSpec.of(TaskRole.valueOf(flow.role().name()))
                .inGroup(task.group())
                .withPast(past == null ? null : new PastSpec(past.waitForDownstream(), past.beforeSkipping()))
                .withDecision(decision(flow.decision()))
                .withMapping(flow.mapping().isEmpty() ? null : ElementSpecs.of(flow.mapping(), flow.label()))
                .poking(WaitSpecs.poke(flow.poking()))
                .waiting(WaitSpecs.wait(flow.engineWait()));
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
            case TaskDefinition.Decision.Clock clock -> WaitSpecs.clock(clock);
        };
    }
}
