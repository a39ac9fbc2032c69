package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.protocol.worker.DatasetReport;
import java.util.List;
import java.util.TreeMap;

/** Versions of datasets, written. */
final class DatasetRows {

    private DatasetRows() {}

    private record Check(NewVersion version, DatasetReport.Check check) {}

    /** Holds the datasets, in the order of their names, before anything gets a number. */
    static void write(Pipeline pipeline, DatasetMoves moves) {
        if (!moves.versions().isEmpty()) {
            hold(pipeline, moves.versions());
            publish(pipeline, moves.versions());
            check(pipeline, moves.versions());
        }
        if (!moves.tags().isEmpty()) {
            tag(pipeline, moves.tags());
        }
    }

    static void repeat(Pipeline pipeline, List<RunWrites> created) {
        List<RunWrites> repeats =
                created.stream().filter(run -> run.datasets().repeats() != null).toList();
        if (!repeats.isEmpty()) {
            pipeline.update(
                    DatasetSql.INSERT_REPEATS,
                    Columns.of(repeats)
                            .bigint(run -> run.run().runKey())
                            .bigint(run -> run.datasets().repeats()));
        }
    }

    private static void hold(Pipeline pipeline, List<NewVersion> versions) {
        TreeMap<String, NewVersion> datasets = new TreeMap<>();
        versions.forEach(version -> datasets.putIfAbsent(version.dataset(), version));
        pipeline.update(
                DatasetSql.HOLD,
                Columns.of(List.copyOf(datasets.values()))
                        .text(NewVersion::dataset)
                        .bool(NewVersion::appendOnly)
                        .text(NewVersion::dagId)
                        .text(NewVersion::taskId));
    }

    private static void publish(Pipeline pipeline, List<NewVersion> versions) {
        pipeline.update(
                DatasetSql.INSERT_VERSIONS,
                Columns.of(versions)
                        .text(NewVersion::dataset)
                        .bool(NewVersion::published)
                        .uuid(NewVersion::attemptId)
                        .bigint(NewVersion::runKey)
                        .text(NewVersion::dagId)
                        .text(NewVersion::runId)
                        .text(NewVersion::taskId)
                        .integer(NewVersion::mapIndex)
                        .text(NewVersion::build)
                        .json(version -> version.staged().files())
                        .bigint(version -> version.staged().rows())
                        .bigint(version -> version.staged().bytes())
                        .json(version -> version.staged().columns())
                        .json(version -> version.staged().meta())
                        .json(version -> version.staged().tags())
                        .text(NewVersion::contentHash)
                        .micros(NewVersion::at));
    }

    private static void check(Pipeline pipeline, List<NewVersion> versions) {
        List<Check> checks = versions.stream()
                .flatMap(version -> version.staged().checks().stream().map(check -> new Check(version, check)))
                .toList();
        if (!checks.isEmpty()) {
            pipeline.update(
                    DatasetSql.INSERT_CHECKS,
                    Columns.of(checks)
                            .uuid(row -> row.version().attemptId())
                            .text(row -> row.version().dataset())
                            .text(row -> row.check().name())
                            .bool(row -> row.check().passed())
                            .text(row -> row.check().summary())
                            .json(row -> row.check().details())
                            .json(row -> row.check().sample()));
        }
    }

    /** One statement cannot move a tag twice: the last word counts. */
    private static void tag(Pipeline pipeline, List<NewTag> tags) {
        TreeMap<String, NewTag> last = new TreeMap<>();
        tags.forEach(tag -> last.put(tag.dataset() + "@" + tag.tag(), tag));
        pipeline.update(
                DatasetSql.MOVE_TAGS,
                Columns.of(List.copyOf(last.values()))
                        .text(NewTag::dataset)
                        .text(NewTag::tag)
                        .bigint(NewTag::number)
                        .uuid(NewTag::attemptId)
                        .bigint(NewTag::runKey)
                        .text(NewTag::by)
                        .micros(NewTag::at));
    }
}
