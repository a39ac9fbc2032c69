package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.DatasetReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which versions come of what an attempt says. Pure. */
public final class Publishing {

    private Publishing() {}

    /** Whose words they are. */
    public record Source(
            UUID attemptId,
            long runKey,
            String dagId,
            String runId,
            String taskId,
            int mapIndex,
            String build,
            Instant at) {}

    /**
     * What is written; of datasets that the task does not write, nothing.
     *
     * @param success false: it goes into quarantine
     */
    public static DatasetMoves by(TaskSpec task, DatasetReport report, boolean success, Source source) {
        if (report.equals(DatasetReport.NONE)) {
            return DatasetMoves.NONE;
        }
        List<NewVersion> versions = new ArrayList<>();
        List<NewTag> tags = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (DatasetReport.Staged staged : report.staged()) {
            GivenSpec declared = declared(task, staged.dataset());
            if (declared != null && seen.add(staged.dataset())) {
                versions.add(version(staged, success, declared, source));
                if (success) {
                    staged.tags().forEach(tag -> tags.add(tag(staged.dataset(), tag, null, source)));
                }
            }
        }
        if (success) {
            report.tags().forEach(tag -> tags.add(tag(tag.dataset(), tag.tag(), tag.number(), source)));
        }
        return new DatasetMoves(versions, tags);
    }

    private static @Nullable GivenSpec declared(TaskSpec task, String dataset) {
        return task.given().stream()
                .filter(given -> given.kind().isWritten() && given.dataset().equals(dataset))
                .findFirst()
                .orElse(null);
    }

    /** Whether an outlet of a task is a dataset that it writes: then only a version of it is an event. */
    public static boolean writes(TaskSpec task, String asset) {
        return declared(task, asset) != null;
    }

    private static NewVersion version(DatasetReport.Staged staged, boolean success, GivenSpec declared, Source source) {
        return new NewVersion(
                staged,
                success,
                declared.kind() == GivenSpec.Kind.DATASET_APPEND,
                source.attemptId(),
                source.runKey(),
                source.dagId(),
                source.runId(),
                source.taskId(),
                source.mapIndex(),
                source.build(),
                ContentHash.of(staged.files()),
                source.at());
    }

    private static NewTag tag(String dataset, String tag, @Nullable Long number, Source source) {
        String by = source.dagId() + "." + source.taskId() + " in " + source.runId();
        return new NewTag(dataset, tag, number, source.attemptId(), source.runKey(), by, source.at());
    }
}
