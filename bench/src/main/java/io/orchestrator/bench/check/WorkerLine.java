package io.orchestrator.bench.check;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One line of what a worker wrote down: only what the checker looks at.
 *
 * @param event such as {@code acknowledged}
 * @param attemptId null: it was about the worker itself
 * @param detail of an acknowledgement: the report, such as {@code succeeded}
 */
public record WorkerLine(
        String event, @Nullable UUID attemptId, @Nullable String detail) {

    /** All whole lines, none if there is no such file; a line that a killed worker did not finish is left out. */
    public static List<WorkerLine> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readString(file)
                .lines()
                .map(WorkerLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<WorkerLine> parse(String text) {
        try {
            return Optional.of(Json.MAPPER.readValue(text, WorkerLine.class));
        } catch (JacksonException torn) {
            return Optional.empty();
        }
    }

    boolean isAcknowledged(String report) {
        return event.equals("acknowledged") && detail != null && detail.startsWith(report);
    }

    /** Whether a server said here that the attempt was not current. */
    public boolean isStale() {
        return event.equals("stale");
    }
}
