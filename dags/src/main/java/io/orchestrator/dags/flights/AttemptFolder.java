package io.orchestrator.dags.flights;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Where one attempt writes its files. Other tasks read them, so the folder outlives the attempt and its JVM. */
record AttemptFolder(Path path) {

    static AttemptFolder of(TaskContext context) {
        Path work = Path.of(context.params().string("work", cache()));
        Path folder = work.resolve(fileName(context.runId()))
                .resolve(context.taskId() + "-" + context.attempt() + "-" + context.attemptId());
        try {
            return new AttemptFolder(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new NoRetryException(
                    "The folder %s cannot be made: %s. Trigger the run with the parameter 'work', a folder that can be written."
                            .formatted(folder, e),
                    e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a query's rows into a Parquet file. */
    static void write(DuckDb duckDb, String query, Path file) throws SQLException {
        duckDb.run("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(query, Sql.text(file.toString())));
    }

    private static String cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "orchestrator-example")
                .toString();
    }

    private static String fileName(String runId) {
        return runId.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
