package io.orchestrator.sdk;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A published version of a dataset, with its files on this machine unless it was given without.
 *
 * @param dataset its name
 * @param number from 1, in the order of publishing
 * @param files all that it consists of; of one that appends also those of the versions before. They must not be changed
 * @param rows of all files, or -1: unknown
 * @param columns in order; empty: unknown
 * @param meta what its producer said of it: plain values, such as metrics of a model or offsets of a stream
 * @param tags that it has now
 * @param publishedAt when
 * @param runId of the run that produced it, or null: no run did
 */
public record DatasetVersion(
        String dataset,
        long number,
        List<File> files,
        long rows,
        List<Column> columns,
        Map<String, Object> meta,
        Set<String> tags,
        Instant publishedAt,
        @Nullable String runId) {

    public DatasetVersion {
        files = List.copyOf(files);
        columns = List.copyOf(columns);
        tags = Set.copyOf(tags);
    }

    /**
     * A file of a version.
     *
     * @param name as it was staged, with / between folders
     * @param path where it can be read here
     * @param bytes its length
     * @param sha256 of its bytes, in lower-case hexadecimal
     */
    public record File(String name, Path path, long bytes, String sha256) {}

    /**
     * A column.
     *
     * @param name as in the files
     * @param type as whoever wrote them calls it: {@code BIGINT}
     * @param nullable whether there may be nulls
     */
    public record Column(String name, String type, boolean nullable) {}

    /**
     * Where a file is.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Path file(String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("version " + number + " of dataset '" + dataset
                        + "' has no file '" + name + "'; it has "
                        + files.stream().map(File::name).toList()))
                .path();
    }

    /** Where all files are, in order. */
    public List<Path> paths() {
        return files.stream().map(File::path).toList();
    }
}
