package io.orchestrator.bench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One word of a task.
 *
 * @param what {@code begin}, {@code end}, {@code fail}, or {@code wait}: it goes on later
 * @param pid the process that ran it
 */
public record JournalLine(
        Instant at, String what, String dagId, String runId, String taskId, int tryNumber, UUID attempt, long pid) {

    private static final int WORDS = 8;

    /** All whole lines; one that a killed process did not finish is left out. */
    public static List<JournalLine> read(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .map(JournalLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty: it is no whole line. */
    public static Optional<JournalLine> parse(String text) {
        String[] words = text.split(" ");
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JournalLine(
                    Instant.EPOCH.plus(Long.parseLong(words[0]), ChronoUnit.MICROS),
                    words[1],
                    words[2],
                    words[3],
                    words[4],
                    Integer.parseInt(words[5]),
                    UUID.fromString(words[6]),
                    Long.parseLong(words[7])));
        } catch (IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    boolean isBegin() {
        return what.equals("begin");
    }

    /** Whether user code came to its own end here, well or not. */
    public boolean isEnd() {
        return what.equals("end") || what.equals("fail");
    }
}
