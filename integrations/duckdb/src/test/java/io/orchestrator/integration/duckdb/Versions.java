package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.DatasetVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Versions of datasets, made of files of the test. */
public final class Versions {

    private Versions() {}

    public static DatasetVersion of(String dataset, long number, Path... files) {
        List<DatasetVersion.File> all = Stream.of(files)
                .map(file -> new DatasetVersion.File(file.getFileName().toString(), file, 0, "00"))
                .toList();
        return new DatasetVersion(
                dataset, number, all, -1, List.of(), Map.of(), Set.of(), Instant.parse("2026-01-01T00:00:00Z"), null);
    }

    /** A version of one file with what a query returns. */
    public static DatasetVersion query(String dataset, long number, Path folder, String query) throws Exception {
        Path file = folder.resolve(dataset + "-" + number + ".parquet");
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.run("COPY (" + query + ") TO " + Sql.text(file.toString()) + " (FORMAT parquet)");
        }
        return of(dataset, number, file);
    }
}
