package io.orchestrator.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void eachEventIsALineAndALaterWorkerAddsToThem() throws Exception {
        Path file = folder.resolve("journal");
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);
        UUID attempt = UUID.randomUUID();
        for (String worker : List.of("w1", "w2")) {
            try (Journal journal = Journal.open(file, worker, clock)) {
                journal.write(JournalEvent.ACKNOWLEDGED, new Report.Stopped(attempt));
            }
        }

        List<JsonNode> lines = Files.readAllLines(file).stream()
                .map(line -> Json.MAPPER.readTree(line))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).get("at").longValue()).isEqualTo(1234);
        assertThat(lines.get(1).get("worker").stringValue()).isEqualTo("w2");
        assertThat(lines.get(1).get("event").stringValue()).isEqualTo("acknowledged");
        assertThat(lines.get(1).get("attemptId").stringValue()).isEqualTo(attempt.toString());
        assertThat(lines.get(1).get("detail").stringValue()).isEqualTo("stopped");
    }

    @Test
    void withoutAFileNothingIsWritten() throws Exception {
        try (Journal journal = Journal.open(null, "w1", Clock.systemUTC())) {
            journal.write(JournalEvent.STALE, UUID.randomUUID(), "");
        }

        assertThat(folder).isEmptyDirectory();
    }
}
