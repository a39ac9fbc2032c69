package io.orchestrator.web.monitor;

import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.DagHead;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.layout.States;
import io.orchestrator.web.monitor.GridView.Cell;
import io.orchestrator.web.monitor.GridView.Column;
import io.orchestrator.web.monitor.GridView.Row;
import io.orchestrator.web.run.DagRunRows;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskCell;
import io.orchestrator.web.task.TaskCells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Reads the grid of a DAG: four statements, however many runs and tasks it has. */
@Component
class Grid {

    private static final int TASKS = 100;
    private static final int DATED = 5;

    private final DagRunRows runRows;
    private final DagGraphs graphs;
    private final TaskCells cells;
    private final Clock clock;

    Grid(DagRunRows runRows, DagGraphs graphs, TaskCells cells, Clock clock) {
        this.runRows = runRows;
        this.graphs = graphs;
        this.cells = cells;
        this.clock = clock;
    }

    /** The newest runs, oldest of them first. */
    List<RunLine> runs(String dagId, int number) {
        return runRows.findByDagIdOrderByRunKeyDesc(dagId, Limit.of(number)).reversed().stream()
                .map(RunLine::of)
                .toList();
    }

    GridView view(DagHead dag, List<RunLine> runs, String address, int page) {
        var known = graphs.find(dag.dagId(), dag.version()).stream()
                .flatMap(graph -> graph.tasks().stream())
                .map(TaskSpec::taskId)
                .toList();
        List<String> all = new ArrayList<>(known);
        all.addAll(cells.otherTasks(runs, known));
        var pager = Pager.at(address, page, TASKS, all.size());
        var shown = all.subList((int) pager.offset(), (int) pager.last());
        var instances = cells(runs, shown);
        var now = clock.instant();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < shown.size(); i++) {
            rows.add(row(shown.get(i), pager.offset() + i >= known.size(), runs, instances, now));
        }
        var longest = runs.stream().map(run -> run.duration(now)).max(Duration::compareTo);
        var top = longest.orElse(Duration.ZERO);
        return new GridView(columns(runs, now), rows, Durations.phrase(top), Durations.phrase(top.dividedBy(2)), pager);
    }

    private static List<Column> columns(List<RunLine> runs, Instant now) {
        var bars = RunLine.bars(runs, now);
        var columns = new ArrayList<Column>();
        for (int i = 0; i < runs.size(); i++) {
            // The last label would stick out of the table.
            var dated = i % DATED == 0 && (i + 3 < runs.size() || i == 0);
            columns.add(new Column(bars.get(i), dated ? runs.get(i).date() : null));
        }
        return columns;
    }

    private static Row row(String taskId, boolean gone, List<RunLine> runs, Map<Place, TaskCell> cells, Instant now) {
        List<@Nullable Cell> row = new ArrayList<>();
        for (RunLine run : runs) {
            var cell = cells.get(new Place(run.runKey(), taskId));
            row.add(cell == null ? null : cell(cell, run, now));
        }
        var last = row.isEmpty() ? null : row.getLast();
        return new Row(taskId, last == null ? "" : last.href(), gone, row);
    }

    private static Cell cell(TaskCell cell, RunLine run, Instant now) {
        var took = cell.startedAt() == null
                ? ""
                : ", " + Durations.phrase(Durations.between(cell.startedAt(), cell.endedAt(), now));
        var tries = cell.tryNumber() > 1 ? ", try " + cell.tryNumber() : "";
        return new Cell(
                Links.task(run.dagId(), run.runId(), cell.taskId()),
                cell.state(),
                "%s: %s%s%s, %s".formatted(cell.taskId(), States.words(cell.state()), took, tries, run.runId()));
    }

    private Map<Place, TaskCell> cells(List<RunLine> runs, List<String> tasks) {
        Map<Place, TaskCell> telling = new HashMap<>();
        cells.ofTasks(runs, tasks)
                .forEach(cell -> telling.merge(new Place(cell.runKey(), cell.taskId()), cell, TaskCell::telling));
        return telling;
    }

    private record Place(long runKey, String taskId) {}
}
