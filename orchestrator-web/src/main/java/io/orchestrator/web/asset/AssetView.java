package io.orchestrator.web.asset;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.PrettyJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pages show of assets. */
final class AssetView {

    private AssetView() {}

    /** Something on another page. */
    record Place(String name, String href) {}

    /** @param last when it was updated last, or null: never */
    record Line(
            long id,
            String name,
            String uri,
            String group,
            boolean active,
            String extra,
            List<Place> producers,
            List<Place> readers,
            List<Place> followers,
            List<String> aliases,
            @Nullable Instant last) {}

    /**
     * @param source the task that did it; null: no task, or one that whoever looks may not see
     * @param started the runs that have taken it
     */
    record Event(long id, Instant at, @Nullable Place source, String extra, List<Place> started) {}

    static List<Line> lines(List<AssetRow> rows, List<AssetAnswer> answers) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), answers.get(i)));
        }
        return lines;
    }

    private static Line line(AssetRow row, AssetAnswer answer) {
        return new Line(
                row.assetId(),
                row.name(),
                row.uri(),
                row.groupName(),
                row.active(),
                answer.extra().isEmpty() ? "" : PrettyJson.of(row.extra()),
                tasks(answer.producingTasks()),
                tasks(answer.consumingTasks()),
                answer.scheduledDags().stream()
                        .map(dag -> new Place(dag.dagId(), Links.dag(dag.dagId())))
                        .toList(),
                answer.aliases().stream().map(AssetAnswer.Alias::name).toList(),
                answer.lastAssetEvent() == null ? null : answer.lastAssetEvent().timestamp());
    }

    private static List<Place> tasks(List<AssetAnswer.OfTask> tasks) {
        return tasks.stream()
                .map(task -> new Place(task.dagId() + " · " + task.taskId(), Links.dag(task.dagId())))
                .toList();
    }

    static Event event(AssetEventAnswer answer) {
        var dagId = answer.sourceDagId();
        var runId = answer.sourceRunId();
        var taskId = answer.sourceTaskId();
        return new Event(
                answer.id(),
                answer.timestamp(),
                dagId == null || runId == null || taskId == null
                        ? null
                        : new Place(dagId + " · " + taskId, Links.task(dagId, runId, taskId, answer.sourceMapIndex())),
                answer.extra().isEmpty() ? "" : answer.extra().toString(),
                answer.createdDagruns().stream()
                        .map(run -> new Place(run.dagId() + " · " + run.runId(), Links.run(run.dagId(), run.runId())))
                        .toList());
    }
}
