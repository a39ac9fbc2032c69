package io.orchestrator.web.dataset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A dataset.
 *
 * @param kind {@code dataset} or {@code model}
 * @param dagId the DAG whose task has declared it, with {@code taskId}
 * @param versions how many are published and still there
 * @param quarantined how many are in quarantine
 * @param newest the newest that is published, or null
 */
public record DatasetAnswer(
        String name,
        String kind,
        boolean appendOnly,
        String dagId,
        String taskId,
        long versions,
        long quarantined,
        @Nullable Version newest,
        List<Tag> tags) {

    /** A version that has a tag. */
    public record Tag(String tag, long number, String movedBy, Instant movedAt) {}

    /**
     * A version.
     *
     * @param id for what is in quarantine and has no number
     * @param number null: it is in quarantine
     * @param parent the version before, or null
     * @param files how many, with those that it adds to; so rows and bytes
     * @param rows -1: unknown
     * @param contentHash of what it holds itself
     * @param held it is kept however old it gets
     * @param passed how many checks it has passed
     * @param failed how many it has not
     * @param publishedBy who published it in spite of its checks, or null
     */
    public record Version(
            long id,
            String dataset,
            @Nullable Long number,
            String state,
            @Nullable Long parent,
            int files,
            long rows,
            long bytes,
            String contentHash,
            boolean held,
            int passed,
            int failed,
            List<String> tags,
            String dagId,
            String dagRunId,
            String taskId,
            int mapIndex,
            String build,
            Instant createdAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable String reason) {}

    /** All that is known of a version. */
    public record Details(
            Version version,
            List<File> files,
            JsonNode columns,
            JsonNode meta,
            List<Check> checks,
            List<Use> inputs,
            List<Use> readers) {}

    /** @param version whose own file it is */
    public record File(String name, String sha256, long bytes, long version) {}

    public record Check(String name, boolean passed, String summary, JsonNode details, JsonNode sample) {}

    /**
     * An attempt has read a version.
     *
     * @param as the tag by which it asked for it, {@code @history}, or empty
     */
    public record Use(
            String dataset, long number, String as, String dagId, String dagRunId, String taskId, int mapIndex) {}
}
