package io.orchestrator.web.monitor;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.layout.PrettyJson;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskInstanceRow;
import io.orchestrator.web.task.TaskInstanceRows;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Reads the page of a run. */
@Component
class Runs {

    private static final int TASKS = 200;

    private final TaskInstanceRows instances;
    private final RunCounts counts;
    private final DagGraphs graphs;
    private final RunGraph graph;
    private final Clock clock;

    Runs(TaskInstanceRows instances, RunCounts counts, DagGraphs graphs, RunGraph graph, Clock clock) {
        this.instances = instances;
        this.counts = counts;
        this.graphs = graphs;
        this.graph = graph;
        this.clock = clock;
    }

    RunView view(DagRunRow run, String status, int page) {
        var address = Links.with(Links.run(run.dagId(), run.runId()), "state", status);
        var wanted = inDefinitionOrder(run).stream()
                .filter(instance -> status.isEmpty() || instance.state().equals(status))
                .toList();
        var pager = Pager.at(address, page, TASKS, wanted.size());
        var now = clock.instant();
        var line = TimeLine.of(run, now);
        return new RunView(
                head(run, now),
                counts.of(run.runKey(), Links.run(run.dagId(), run.runId())),
                wanted.subList((int) pager.offset(), (int) pager.last()).stream()
                        .map(instance -> line.task(run, instance))
                        .toList(),
                status,
                pager);
    }

    GraphView graph(DagRunRow run) {
        return graph.draw(run.dagId(), run.version(), RunLine.of(run));
    }

    private List<TaskInstanceRow> inDefinitionOrder(DagRunRow run) {
        Map<String, Integer> order = new HashMap<>();
        graphs.find(run.dagId(), run.version())
                .ifPresent(graph -> graph.tasks().forEach(task -> order.put(task.taskId(), order.size())));
        return instances.findByRunKeyOrderByTaskIdAscMapIndexAsc(run.runKey()).stream()
                .sorted(Comparator.comparing(instance -> order.getOrDefault(instance.taskId(), Integer.MAX_VALUE)))
                .toList();
    }

    private static RunView.Head head(DagRunRow run, Instant now) {
        return new RunView.Head(
                run.dagId(),
                run.runId(),
                run.state(),
                run.stateReason(),
                run.runType(),
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                run.runAfter(),
                run.queuedAt(),
                run.startedAt(),
                run.endedAt(),
                Durations.span(run.startedAt(), run.endedAt(), now),
                run.version(),
                run.build(),
                run.triggeredBy(),
                run.clearNumber(),
                run.note(),
                params(run),
                DagRunState.of(run.state()).isFinal());
    }

    private static String params(DagRunRow run) {
        var params = PrettyJson.of(Objects.requireNonNull(run.params()));
        return params.equals("{ }") ? "" : params;
    }
}
