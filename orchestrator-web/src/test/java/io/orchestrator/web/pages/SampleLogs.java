package io.orchestrator.web.pages;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Logs as workers send them. */
public final class SampleLogs {

    private SampleLogs() {}

    static List<LogLine> lines(Instant from, int number) {
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            var at = from.plusMillis(i * 137L);
            lines.add(
                    switch (i % 20) {
                        case 3 ->
                            new LogLine(
                                    at,
                                    "WARNING",
                                    "com.example.flights.Airports",
                                    "Airport XNA has no time zone; UTC is used for " + i + " flights");
                        case 7 ->
                            new LogLine(
                                    at,
                                    "DEBUG",
                                    "org.duckdb.DuckDBConnection",
                                    "SELECT origin, count(*) FROM read_parquet('flights.parquet') WHERE fl_date < DATE '2026-01-01' GROUP BY origin ORDER BY 2 DESC LIMIT 50");
                        case 11 ->
                            new LogLine(at, "INFO", "stdout", "epoch " + i + "/400  loss=0.3121  val_loss=0.3377");
                        default ->
                            new LogLine(
                                    at,
                                    "INFO",
                                    "com.example.flights.Training",
                                    "Batch " + i + " done: 8192 rows, 0.31 s");
                    });
        }
        return lines;
    }

    public static LogChunks.Chunk piece(long run, UUID attempt, int sequence, List<LogLine> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (LogLine line : lines) {
                gzip.write((Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new LogChunks.Chunk(run, attempt, sequence, lines.size(), bytes.toByteArray());
    }
}
