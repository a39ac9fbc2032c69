package io.orchestrator.web.monitor;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.DagHead;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.monitor.GridRow.Fold;
import io.orchestrator.web.monitor.GridView.Addresses;
import io.orchestrator.web.monitor.GridView.Column;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskCells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the grid of a DAG: as many statements, however many runs and tasks it has. */
@Component
class Grid {

    /** So many rows are sent at once. */
    static final int PART = 120;

    /** So many of them are above the one that was asked for. */
    static final int BEFORE = 30;

    private static final int DATED = 5;

    /** The newest runs of a DAG, or the newest that have a smaller key. */
    private static final String RUNS = """
            SELECT run_key, dag_id, run_id, run_type, state, logical_date, queued_at, started_at, ended_at, version
            FROM dag_run WHERE dag_id = :dag AND run_key < :before ORDER BY run_key DESC LIMIT :number
            """;

    private final JdbcClient database;
    private final DagGraphs graphs;
    private final TaskCells cells;
    private final Clock clock;

    Grid(JdbcClient database, DagGraphs graphs, TaskCells cells, Clock clock) {
        this.database = database;
        this.graphs = graphs;
        this.cells = cells;
        this.clock = clock;
    }

    /** The newest runs, oldest of them first. */
    List<RunLine> runs(String dagId, int number) {
        return runs(dagId, number, null);
    }

    private List<RunLine> runs(String dagId, int number, @Nullable Long before) {
        return database.sql(RUNS)
                .param("dag", dagId)
                .param("number", number)
                .param("before", Objects.requireNonNullElse(before, Long.MAX_VALUE))
                .query((row, index) -> RunLine.of(row))
                .list()
                .reversed();
    }

    GridView view(DagHead dag, GridAsked asked) {
        // One more than shown tells whether there are older ones.
        var found = runs(dag.dagId(), asked.number() + 1, asked.before());
        var older = found.size() > asked.number();
        var runs = older ? found.subList(1, found.size()) : found;
        var graph = graphs.find(dag.dagId(), dag.version()).orElseThrow();
        var tree = new GridTree(graph);
        var open = asked.openOr(tree.usuallyOpen());
        var rows = rows(tree, open, asked, graph, runs);
        int from = Math.max(0, Math.min(asked.firstRow() - BEFORE, rows.size() - PART));
        int to = Math.min(rows.size(), from + PART);
        var now = clock.instant();
        var longest = runs.stream().map(run -> run.duration(now)).max(Duration::compareTo);
        var top = longest.orElse(Duration.ZERO);
        return new GridView(
                columns(runs, now),
                Durations.phrase(top),
                Durations.phrase(top.dividedBy(2)),
                html(dag.dagId(), asked, open, runs, rows.subList(from, to), now),
                from,
                to,
                rows.size(),
                graph.tasks().size(),
                asked.text(),
                addresses(dag, asked, tree, older ? runs.getFirst() : null));
    }

    private List<GridRow> rows(GridTree tree, Set<String> open, GridAsked asked, DagGraph graph, List<RunLine> runs) {
        var gone = gone(graph, runs);
        return asked.text().isEmpty()
                ? tree.rows(open, cells.lengths(runs, tree.openMapped(open)), gone)
                : tree.found(asked.text(), gone);
    }

    /** Tasks that the versions of older runs have and the newest has not. */
    private List<String> gone(DagGraph newest, List<RunLine> runs) {
        var known = newest.tasks().stream().map(TaskSpec::taskId).collect(Collectors.toSet());
        return runs.stream()
                .map(RunLine::version)
                .distinct()
                .flatMap(version -> graphs.find(newest.dagId(), version).stream())
                .flatMap(graph -> graph.tasks().stream())
                .map(TaskSpec::taskId)
                .filter(task -> !known.contains(task))
                .distinct()
                .toList();
    }

    private String html(
            String dagId, GridAsked asked, Set<String> open, List<RunLine> runs, List<GridRow> shown, Instant now) {
        var tasks = shown.stream()
                .filter(row -> !row.isOpenGroup() && !row.isItem())
                .flatMap(row -> row.tasks().stream())
                .collect(Collectors.toSet());
        var opened = shown.stream()
                .filter(row -> row.fold() == Fold.OPEN || row.isItem())
                .map(GridRow::id)
                .collect(Collectors.toSet());
        var places = cells.ofTasks(runs, tasks);
        places.putAll(cells.items(runs, opened, GridTree.ITEMS));
        return new GridHtml(dagId, asked, open, runs, places, now).of(shown);
    }

    private static Addresses addresses(DagHead dag, GridAsked asked, GridTree tree, @Nullable RunLine oldest) {
        var foldable = tree.foldable();
        var address = asked.address(dag.dagId());
        return new Addresses(
                address,
                Links.with(address, "from", asked.firstRow() == 0 ? "" : asked.firstRow()),
                foldable.isEmpty() ? "" : asked.withOpen(dag.dagId(), foldable),
                asked.withOpen(dag.dagId(), Set.of()),
                oldest == null ? "" : Links.with(address, "before", oldest.runKey()),
                asked.before() == null ? "" : Links.with(address, "before", ""));
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
}
