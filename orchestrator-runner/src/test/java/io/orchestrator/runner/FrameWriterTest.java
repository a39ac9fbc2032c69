package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.runner.log.LogLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {

    private static final String LINE =
            "{\"at\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"source\":\"stdout\",\"text\":\"%s\"}";

    private final UUID attempt = new UUID(0, 1);
    private Pipe pipe;
    private BufferedReader frames;
    private FrameWriter writer;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        pipe = Pipe.open();
        frames = new BufferedReader(Channels.newReader(pipe.source(), StandardCharsets.UTF_8));
        writer = new FrameWriter(pipe.sink(), Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        thread = new Thread(() -> {
            try {
                writer.run();
            } catch (IOException | InterruptedException e) {
                // The test is over.
            }
        });
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void sendsTheLinesOfAnAttemptBeforeItsReport() throws IOException {
        writer.begin(Masking.NONE);
        writer.line(LogLevel.INFO, "stdout", "one");
        writer.line(LogLevel.INFO, "stdout", "two");
        writer.done(new Report.Succeeded(attempt, null), true);

        assertThat(frames.readLine())
                .isEqualTo(
                        "{\"type\":\"log\",\"lines\":[" + LINE.formatted("one") + "," + LINE.formatted("two") + "]}");
        assertThat(frames.readLine())
                .isEqualTo("{\"type\":\"done\",\"report\":{\"type\":\"succeeded\",\"attemptId\":\"" + attempt
                        + "\"},\"reusable\":true}");
    }

    @Test
    void sendsLinesWithoutWaitingForTheReport() throws IOException {
        writer.begin(Masking.NONE);
        writer.line(LogLevel.INFO, "stdout", "one");

        assertThat(frames.readLine()).contains(LINE.formatted("one"));
    }

    @Test
    void dropsLinesBetweenAttempts() throws IOException {
        writer.line(LogLevel.INFO, "stdout", "before any");
        writer.begin(Masking.NONE);
        writer.done(new Report.Succeeded(attempt, null), true);
        writer.line(LogLevel.INFO, "stdout", "after the first");
        frames.readLine();
        writer.begin(Masking.NONE);
        writer.line(LogLevel.INFO, "stdout", "of the second");
        writer.done(new Report.Succeeded(attempt, null), true);

        assertThat(frames.readLine()).contains("[" + LINE.formatted("of the second") + "]");
    }

    @Test
    void whoLogsFasterThanTheWorkerReadsWaitsAndLosesNothing() throws Exception {
        writer.begin(Masking.NONE);
        Thread talker = new Thread(() -> {
            for (int i = 0; i < 1_000; i++) {
                writer.line(LogLevel.INFO, "stdout", "x".repeat(10_000));
            }
            writer.done(new Report.Succeeded(attempt, null), true);
        });
        talker.start();
        // Even an interrupted thread must neither lose a line nor break the channel.
        talker.interrupt();

        int lines = 0;
        for (String frame = frames.readLine(); frame.startsWith("{\"type\":\"log\""); frame = frames.readLine()) {
            lines += frame.split("\"text\"", -1).length - 1;
        }

        assertThat(lines).isEqualTo(1_000);
    }
}
