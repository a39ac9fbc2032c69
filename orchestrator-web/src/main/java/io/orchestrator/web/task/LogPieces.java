package io.orchestrator.web.task;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.LogLine;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Unpacks the logs of attempts. */
@Component
class LogPieces {

    /** Pieces that are read at once. A piece is some hundred lines, so an answer stays small. */
    static final int AT_ONCE = 20;

    private final LogStore store;

    LogPieces(LogStore store) {
        this.store = store;
    }

    /**
     * @param next the sequence number to go on from; the one asked for if there is nothing more yet
     */
    record Read(List<LogLine> lines, int next) {}

    Read from(long runKey, UUID attemptId, int sequence) {
        List<LogLine> lines = new ArrayList<>();
        int next = sequence;
        for (LogChunks.Chunk piece : store.read(runKey, attemptId, sequence, AT_ONCE)) {
            unpack(piece, lines::add);
            next = piece.sequence() + 1;
        }
        return new Read(lines, next);
    }

    /** Every line that is there, a few pieces in memory at a time. */
    void each(long runKey, UUID attemptId, Consumer<LogLine> line) {
        int next = 0;
        while (true) {
            var pieces = store.read(runKey, attemptId, next, AT_ONCE);
            if (pieces.isEmpty()) {
                return;
            }
            pieces.forEach(piece -> unpack(piece, line));
            next = pieces.getLast().sequence() + 1;
        }
    }

    private static void unpack(LogChunks.Chunk piece, Consumer<LogLine> line) {
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(piece.gzip())), StandardCharsets.UTF_8))) {
            reader.lines().map(LogPieces::parse).forEach(line);
        } catch (IOException damaged) {
            line.accept(new LogLine(
                    Instant.EPOCH,
                    "ERROR",
                    "orchestrator",
                    "Piece %d of this log, %d lines, is damaged and cannot be shown."
                            .formatted(piece.sequence(), piece.lines())));
        }
    }

    private static LogLine parse(String json) {
        try {
            return Json.MAPPER.readValue(json, LogLine.class);
        } catch (JacksonException notOne) {
            return new LogLine(Instant.EPOCH, "INFO", "", json);
        }
    }
}
