package io.orchestrator.worker.journal;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a line for each event, in one write that the kernel has when the call returns: the kill of the worker loses none. A
 * line that cannot be written is told in the worker's own log, and nothing else comes of it. Thread-safe.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final @Nullable FileOutputStream file;
    private final String worker;
    private final Clock clock;

    private Journal(@Nullable FileOutputStream file, String worker, Clock clock) {
        this.file = file;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * @param file created if it is not there; null: nothing is written
     */
    public static Journal open(@Nullable Path file, String worker, Clock clock) throws IOException {
        // A channel would be closed by the first interruption of a thread that writes.
        return new Journal(file == null ? null : new FileOutputStream(file.toFile(), true), worker, clock);
    }

    /** Something happened to an attempt that is held. */
    public void write(JournalEvent event, Assignment assignment, String detail) {
        if (file != null) {
            append(file, JournalLine.of(clock.millis(), worker, event.text(), assignment, detail));
        }
    }

    /** Something happened to a report. */
    public void write(JournalEvent event, Report report) {
        write(event, report.attemptId(), kind(report));
    }

    /**
     * Something happened.
     *
     * @param attemptId null: to the worker itself
     */
    public void write(JournalEvent event, @Nullable UUID attemptId, String detail) {
        if (file != null) {
            append(file, JournalLine.of(clock.millis(), worker, event.text(), attemptId, detail));
        }
    }

    /** A report in a word, such as {@code succeeded}; of a failure also its kind, such as {@code failed TIMEOUT}. */
    public static String kind(Report report) {
        return switch (report) {
            case Report.Started started -> "started";
            case Report.Succeeded succeeded -> "succeeded";
            case Report.Failed failed -> "failed " + failed.failure().kind();
            case Report.Skipped skipped -> "skipped";
            case Report.NotYet not -> "not_yet";
            case Report.Deferred deferred -> "deferred";
            case Report.Stopped stopped -> "stopped";
            case Report.HandedBack back -> "handed_back";
        };
    }

    private static void append(FileOutputStream file, JournalLine line) {
        byte[] json = Json.MAPPER.writeValueAsBytes(line);
        byte[] whole = Arrays.copyOf(json, json.length + 1);
        whole[json.length] = '\n';
        try {
            file.write(whole);
        } catch (IOException e) {
            LOG.error("a line of the journal is lost: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
