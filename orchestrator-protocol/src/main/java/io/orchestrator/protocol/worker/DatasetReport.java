package io.orchestrator.protocol.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an attempt has done to datasets. Its files are in the lake already.
 *
 * @param staged what becomes versions; of a failed attempt, what goes into quarantine
 * @param tags what versions that are published get; only of a success
 */
public record DatasetReport(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Staged> staged,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Tag> tags) {

    public static final DatasetReport NONE = new DatasetReport(List.of(), List.of());

    public DatasetReport {
        staged = staged == null ? List.of() : List.copyOf(staged);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /**
     * One staged version.
     *
     * @param files its own, without those that it adds to
     * @param rows of its own files, or -1: unknown
     * @param columns a list of objects with name, type and nullable
     * @param meta an object
     * @param tags that it gets when it is published
     */
    public record Staged(
            String dataset,
            List<File> files,
            long rows,
            JsonNode columns,
            JsonNode meta,
            List<String> tags,
            List<Check> checks) {

        public Staged {
            files = files == null ? List.of() : List.copyOf(files);
            columns = columns == null ? JsonNodeFactory.instance.arrayNode() : columns;
            meta = meta == null ? JsonNodeFactory.instance.objectNode() : meta;
            tags = tags == null ? List.of() : List.copyOf(tags);
            checks = checks == null ? List.of() : List.copyOf(checks);
        }

        /** Of all its files. */
        public long bytes() {
            return files.stream().mapToLong(File::bytes).sum();
        }
    }

    /** A file, as {@code io.orchestrator.sdk.DatasetVersion.File} is. */
    public record File(String name, String sha256, long bytes) {}

    /**
     * What a check has found.
     *
     * @param details an object
     * @param sample a list of objects: rows that are not as expected
     */
    public record Check(String name, boolean passed, String summary, JsonNode details, JsonNode sample) {}

    /** A version that is published gets a tag. */
    public record Tag(String dataset, long number, String tag) {}
}
