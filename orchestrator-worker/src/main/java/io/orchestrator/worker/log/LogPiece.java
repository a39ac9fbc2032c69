package io.orchestrator.worker.log;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Lines that travel together.
 *
 * @param bytes about how large they are, uncompressed
 */
record LogPiece(long runKey, UUID attemptId, int sequence, List<LogLine> lines, long bytes) {

    LogChunks.Chunk compressed() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(target)) {
            for (LogLine line : lines) {
                gzip.write(Json.MAPPER.writeValueAsBytes(line));
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return new LogChunks.Chunk(runKey, attemptId, sequence, lines.size(), target.toByteArray());
    }
}
