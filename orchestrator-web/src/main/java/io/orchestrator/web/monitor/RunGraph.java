package io.orchestrator.web.monitor;

import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.layout.Folding;
import io.orchestrator.web.dag.layout.GraphPictures;
import io.orchestrator.web.dag.layout.GraphSvg;
import io.orchestrator.web.dag.layout.GraphSvg.Look;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskCell;
import io.orchestrator.web.task.TaskCells;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Draws the graph of a DAG version with the states of a run. */
@Component
class RunGraph {

    private static final Look UNKNOWN = new Look("", "", "");

    private final DagGraphs graphs;
    private final GraphPictures pictures;
    private final TaskCells cells;
    private final Clock clock;

    RunGraph(DagGraphs graphs, GraphPictures pictures, TaskCells cells, Clock clock) {
        this.graphs = graphs;
        this.pictures = pictures;
        this.cells = cells;
        this.clock = clock;
    }

    /**
     * @param version which graph: a run's own, or the DAG's newest
     * @param run whose states are shown; null: none
     * @param folded ids of groups that are folded
     * @param address where the graph is, without what is folded
     */
    GraphView draw(String dagId, int version, @Nullable RunLine run, List<String> folded, String address) {
        var graph = graphs.find(dagId, version);
        if (graph.isEmpty() || graph.get().tasks().isEmpty()) {
            return new GraphView("", 0, address);
        }
        Map<String, Look> looks = run == null ? Map.of() : looks(run);
        var folding = new Folding(graph.get(), folded);
        var inside = folding.tasks();
        var states = run == null ? Map.<String, TaskCell>of() : cells.ofRun(run.runKey());
        var svg = pictures.of(graph.get(), version, folding)
                .map(picture -> GraphSvg.of(
                        picture,
                        "Graph of " + dagId,
                        taskId -> looks.getOrDefault(taskId, UNKNOWN),
                        group -> together(
                                inside.getOrDefault(group, List.of()), states, with(address, folding.toggled(group))),
                        group -> with(address, folding.toggled(group))));
        return new GraphView(svg.orElse(""), graph.get().tasks().size(), with(address, List.copyOf(folding.folded())));
    }

    /** What a folded group says: the state of its tasks that needs a look most. */
    private Look together(List<String> tasks, Map<String, TaskCell> states, String href) {
        return tasks.stream()
                .map(states::get)
                .filter(Objects::nonNull)
                .reduce(TaskCell::both)
                .map(cell -> new Look(cell.state(), cell.about(clock.instant()), href))
                .orElse(new Look("", "", href));
    }

    private static String with(String address, List<String> folded) {
        return Links.with(address, "folded", String.join(",", folded));
    }

    private Map<String, Look> looks(RunLine run) {
        var now = clock.instant();
        Map<String, Look> looks = new HashMap<>();
        cells.ofRun(run.runKey())
                .forEach((taskId, cell) -> looks.put(
                        taskId, new Look(cell.state(), cell.about(now), Links.task(run.dagId(), run.runId(), taskId))));
        return looks;
    }
}
