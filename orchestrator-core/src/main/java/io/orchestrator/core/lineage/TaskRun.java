package io.orchestrator.core.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An attempt that is over, and what it has done to datasets.
 *
 * @param attemptId what OpenLineage calls a run
 * @param mapIndex -1: the task is not mapped
 * @param succeeded false: it failed, and what it wrote is in quarantine
 * @param failure a sentence, or null: it succeeded
 * @param intervalStart of the run's data interval, or null: it has none
 */
public record TaskRun(
        UUID attemptId,
        String dagId,
        String runId,
        String taskId,
        int mapIndex,
        Instant startedAt,
        Instant endedAt,
        boolean succeeded,
        @Nullable String failure,
        @Nullable Instant intervalStart,
        @Nullable Instant intervalEnd,
        List<Read> reads,
        List<Written> writes)
        implements LineageNews {

    /**
     * A version that it has read.
     *
     * @param columns a list of objects with name and type
     */
    public record Read(String dataset, long number, JsonNode columns) {}

    /**
     * A version that it has written.
     *
     * @param number null: it is in quarantine
     * @param rows of its own files, or -1: unknown
     * @param meta an object; of it {@code sql} and {@code lineage} are told
     */
    public record Written(
            String dataset,
            @Nullable Long number,
            JsonNode columns,
            long rows,
            long bytes,
            int files,
            JsonNode meta,
            List<Check> checks) {}

    /** What a check of a version has found; its details may be a result of a Great Expectations suite. */
    public record Check(String name, boolean passed, JsonNode details) {}
}
