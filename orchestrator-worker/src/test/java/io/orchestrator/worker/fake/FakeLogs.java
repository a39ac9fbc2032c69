package io.orchestrator.worker.fake;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** Attempts' logs as a server keeps them: a piece sent twice is kept once. */
public final class FakeLogs {

    public final Seen<LogEntry> lines = new Seen<>("log lines");
    private final Map<UUID, TreeMap<Integer, List<LogLine>>> pieces = new ConcurrentHashMap<>();

    /** One line, and whose it is. */
    public record LogEntry(UUID attempt, LogLine line) {}

    synchronized void add(LogChunks chunks) throws IOException {
        for (LogChunks.Chunk chunk : chunks.chunks()) {
            TreeMap<Integer, List<LogLine>> log = pieces.computeIfAbsent(chunk.attemptId(), id -> new TreeMap<>());
            if (!log.containsKey(chunk.sequence())) {
                List<LogLine> read = read(chunk);
                log.put(chunk.sequence(), read);
                read.forEach(line -> lines.add(new LogEntry(chunk.attemptId(), line)));
            }
        }
    }

    private static List<LogLine> read(LogChunks.Chunk chunk) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(chunk.gzip()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Json.MAPPER.readValue(line, LogLine.class))
                    .toList();
        }
    }

    /** An attempt's log so far, in the order of its pieces. */
    public synchronized List<LogLine> of(UUID attempt) {
        return pieces.getOrDefault(attempt, new TreeMap<>()).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The numbers of an attempt's pieces. */
    public synchronized List<Integer> sequences(UUID attempt) {
        return List.copyOf(pieces.getOrDefault(attempt, new TreeMap<>()).keySet());
    }

    /** Waits for a line of an attempt whose text begins so. */
    public LogLine await(UUID attempt, String beginning) throws InterruptedException {
        return lines.await(entry ->
                        entry.attempt().equals(attempt) && entry.line().text().startsWith(beginning))
                .line();
    }
}
