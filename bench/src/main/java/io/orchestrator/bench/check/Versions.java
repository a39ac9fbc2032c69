package io.orchestrator.bench.check;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known afterwards of versions of datasets: what the database says, and what lies in the lake.
 *
 * @param all in the order in which they were written
 * @param events of assets, one for each version if all is well
 * @param objects what lies in the lake, by its name there; what nobody names yet may be among it
 */
public record Versions(List<Version> all, List<Read> reads, List<Event> events, Map<String, Stored> objects) {

    /** Of a cluster without datasets. */
    public static final Versions NONE = new Versions(List.of(), List.of(), List.of(), Map.of());

    /**
     * A row of {@code dataset_version}.
     *
     * @param number null: it is in quarantine
     * @param base of which number its files begin
     */
    public record Version(
            String dataset,
            @Nullable Long number,
            @Nullable Long base,
            boolean appends,
            UUID attempt,
            long runKey,
            List<File> files) {

        String name() {
            return dataset + "@" + number;
        }
    }

    /** A file of a version, as the manifest says. */
    public record File(String name, String sha256, long bytes) {}

    /** A row of {@code dataset_read}. */
    public record Read(UUID attempt, String dataset, long number, long runKey) {}

    /**
     * An event of a dataset, as an asset.
     *
     * @param takenBy the runs that took it, by their keys
     */
    public record Event(long id, String dataset, long version, String dagId, String runId, List<Long> takenBy) {}

    /**
     * What lies in the lake.
     *
     * @param sha256 of the bytes that are there
     * @param firstLine what its author says of it; empty: it is no text
     */
    public record Stored(String sha256, long bytes, String firstLine) {}
}
