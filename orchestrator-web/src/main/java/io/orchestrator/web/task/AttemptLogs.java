package io.orchestrator.web.task;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.LogChunks.Chunk;
import io.orchestrator.protocol.worker.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Reads the lines of an attempt's log. */
@Component
public class AttemptLogs {

    private static final int CHUNKS = 8;
    /** A worker may have sent anything: what unpacks to more than a whole log may hold is cut. */
    private static final int LONGEST_CHUNK = (int) Limits.ATTEMPT_LOG + Limits.LOG_LINE;

    private final LogStore logs;

    AttemptLogs(LogStore logs) {
        this.logs = logs;
    }

    /**
     * @param next where to go on reading; the same as before if there was nothing yet
     */
    public record Lines(List<LogLine> lines, int next) {}

    /** Some lines from a place on; none if there are none yet. */
    public Lines read(long runKey, UUID attemptId, int from) {
        var lines = new ArrayList<LogLine>();
        var next = from;
        for (var chunk : logs.read(runKey, attemptId, from, CHUNKS)) {
            lines.addAll(lines(chunk));
            next = chunk.sequence() + 1;
        }
        return new Lines(lines, next);
    }

    /** What a piece that says it has more lines than it holds is filled up with. */
    static LogLine missing() {
        return unreadable("This line of the log cannot be read");
    }

    /** The lines of a piece; where it is damaged, a line that says so. */
    List<LogLine> lines(Chunk chunk) {
        try {
            return unpacked(chunk).lines().map(AttemptLogs::line).toList();
        } catch (IOException e) {
            return List.of(unreadable("Piece %d of this log cannot be unpacked".formatted(chunk.sequence())));
        }
    }

    private static String unpacked(Chunk chunk) throws IOException {
        try (var bytes = new GZIPInputStream(new ByteArrayInputStream(chunk.gzip()))) {
            return new String(bytes.readNBytes(LONGEST_CHUNK), StandardCharsets.UTF_8);
        }
    }

    private static LogLine line(String json) {
        try {
            var line = Json.MAPPER.readValue(json, LogLine.class);
            if (line != null
                    && line.at() != null
                    && line.level() != null
                    && line.source() != null
                    && line.text() != null) {
                return line;
            }
        } catch (JacksonException e) {
            // What is no line is told as such.
        }
        return unreadable("A line of this log cannot be read");
    }

    private static LogLine unreadable(String what) {
        return new LogLine(Instant.EPOCH, "ERROR", "orchestrator", what);
    }
}
