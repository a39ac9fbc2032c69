package io.orchestrator.web.dataset;

import io.orchestrator.web.dag.layout.FreeGraph;
import io.orchestrator.web.dag.layout.FreeGraph.Edge;
import io.orchestrator.web.dag.layout.FreeGraph.Node;
import io.orchestrator.web.dag.layout.GraphSvg;
import io.orchestrator.web.dag.layout.GraphSvg.Look;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Draws what a version came of and what came of it: versions, and the tasks between them. */
@Component
class LineageGraph {

    /** More is not drawn: nobody could read it. */
    private static final int MOST_VERSIONS = 80;

    private static final int MOST_READS = 400;
    private static final int STEPS = 8;
    private static final int MINUTES = 16;

    private final JdbcClient database;
    private final Access access;

    LineageGraph(JdbcClient database, Access access) {
        this.database = database;
        this.access = access;
    }

    /**
     * The picture.
     *
     * @param versions how many are in it
     * @param whole whether everything that was found is
     */
    record Drawing(String svg, int versions, int tasks, boolean whole, List<Step> steps) {}

    /** The same in words: a task, what it has read, and what it has written. */
    record Step(DatasetView.Place task, List<DatasetView.Place> read, List<DatasetView.Place> written) {}

    private record Found(
            String dataset,
            long number,
            String kind,
            @Nullable String attempt,
            long rows,
            Task task,
            Instant at,
            boolean down) {

        String id() {
            return "%s, version %d".formatted(dataset, number);
        }

        DatasetView.Place place() {
            return new DatasetView.Place(id(), DatasetLinks.version(dataset, number));
        }
    }

    private record Task(String dagId, String runId, String taskId, int mapIndex) {

        String id() {
            return "%s · %s%s in %s".formatted(dagId, taskId, mapIndex < 0 ? "" : "[" + mapIndex + "]", runId);
        }

        String label() {
            return mapIndex < 0 ? taskId : "%s[%d]".formatted(taskId, mapIndex);
        }

        String href() {
            return Links.task(dagId, runId, taskId, mapIndex);
        }
    }

    private record Read(
            Task task,
            String dataset,
            long number,
            String state,
            @Nullable Instant at) {}

    /** @param number of a version that is there */
    Drawing of(String dataset, long number) {
        var versions = versions(dataset, number);
        var reads = reads(versions);
        Map<String, Node> nodes = new LinkedHashMap<>();
        Map<String, Look> looks = new LinkedHashMap<>();
        List<Edge> edges = new ArrayList<>();
        Map<String, Found> seen = new LinkedHashMap<>();
        versions.forEach(version -> {
            seen.put(version.id(), version);
            var look = look(version, version.dataset().equals(dataset) && version.number() == number);
            nodes.put(version.id(), new Node(version.id(), version.dataset(), look.about()));
            looks.put(version.id(), look);
        });
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Found version : versions) {
            tasks.put(version.task().id(), version.task());
            edges.add(new Edge(version.task().id(), version.id()));
            looks.put(version.task().id(), look(version.task(), "success", version.at()));
        }
        for (Read read : reads) {
            tasks.put(read.task().id(), read.task());
            edges.add(new Edge(
                    "%s, version %d".formatted(read.dataset(), read.number()),
                    read.task().id()));
            looks.put(read.task().id(), look(read.task(), read.state(), read.at()));
        }
        var none = new Look("", "", "");
        tasks.forEach((id, task) -> nodes.put(
                id,
                new Node(
                        id,
                        task.label(),
                        Objects.requireNonNullElse(looks.get(id), none).about())));
        var graph = new FreeGraph(List.copyOf(nodes.values()), edges);
        return new Drawing(
                GraphSvg.of(
                        graph.picture(),
                        "What %s, version %d came of, and what came of it".formatted(dataset, number),
                        id -> Objects.requireNonNullElse(looks.get(id), none),
                        id -> none,
                        id -> ""),
                versions.size(),
                tasks.size(),
                versions.size() < MOST_VERSIONS && reads.size() < MOST_READS,
                tasks.values().stream().map(task -> step(task, edges, seen)).toList());
    }

    private static Step step(Task task, List<Edge> edges, Map<String, Found> seen) {
        return new Step(
                new DatasetView.Place(task.id(), task.href()),
                edges.stream()
                        .filter(edge -> edge.to().equals(task.id()))
                        .map(edge -> seen.get(edge.from()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(Found::place)
                        .toList(),
                edges.stream()
                        .filter(edge -> edge.from().equals(task.id()))
                        .map(edge -> seen.get(edge.to()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(Found::place)
                        .toList());
    }

    private static Look look(Found version, boolean here) {
        return new Look(
                "",
                "version %d".formatted(version.number())
                        + (version.rows() < 0 ? "" : " · %,d rows".formatted(version.rows())),
                DatasetLinks.version(version.dataset(), version.number()),
                "is-%s%s".formatted(version.kind().equals("model") ? "model" : "dataset", here ? " is-here" : ""));
    }

    private static Look look(Task task, String state, @Nullable Instant at) {
        return new Look(
                state,
                at == null ? task.dagId() : at.toString().replace('T', ' ').substring(0, MINUTES) + " UTC",
                task.href());
    }

    private List<Found> versions(String dataset, long number) {
        return database.sql(LineageGraphSql.VERSIONS)
                .param("name", dataset)
                .param("number", number)
                .param("steps", STEPS)
                .param("most", MOST_VERSIONS)
                .param("dags", access.dagArray(Right.SEE))
                .query((row, index) -> new Found(
                        row.getString("dataset"),
                        row.getLong("number"),
                        row.getString("kind"),
                        row.getString("attempt"),
                        row.getLong("rows"),
                        new Task(
                                row.getString("dag_id"),
                                row.getString("run_id"),
                                row.getString("task_id"),
                                row.getInt("map_index")),
                        Columns.some(row, "created_at"),
                        row.getBoolean("is_down")))
                .list();
    }

    private List<Read> reads(List<Found> versions) {
        var followed = versions.stream().filter(Found::down).toList();
        return database.sql(LineageGraphSql.READS)
                .param(
                        "attempts",
                        versions.stream()
                                .map(Found::attempt)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new))
                .param("names", followed.stream().map(Found::dataset).toArray(String[]::new))
                .param("numbers", followed.stream().map(Found::number).toArray(Long[]::new))
                .param("most", MOST_READS)
                .param("dags", access.dagArray(Right.SEE))
                .query((row, index) -> new Read(
                        new Task(
                                row.getString("dag_id"),
                                row.getString("run_id"),
                                row.getString("task_id"),
                                row.getInt("map_index")),
                        row.getString("dataset"),
                        row.getLong("number"),
                        row.getString("state"),
                        Columns.instant(row, "at")))
                .list();
    }
}
