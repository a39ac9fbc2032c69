package io.orchestrator.worker.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.lines.LineReader;
import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A runner's life from its process's first moment until nothing of it is left, led on one thread. */
final class RunnerLife {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerLife.class);
    private static final int LONGEST_FRAME = 16 * 1024 * 1024;
    private static final Duration EXIT_AFTER_EOF = Duration.ofSeconds(2);
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private final Runner runner;
    private final Process process;
    private final ProcessGroup group;
    private final @Nullable MemoryGroup limit;
    private final ServerSocketChannel listening;
    private final RunnerEvents events;
    private final Clock clock;

    RunnerLife(
            Runner runner,
            Process process,
            ProcessGroup group,
            @Nullable MemoryGroup limit,
            ServerSocketChannel listening,
            RunnerEvents events,
            Clock clock) {
        this.runner = runner;
        this.process = process;
        this.group = group;
        this.limit = limit;
        this.listening = listening;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param startTimeout not ready by then: killed
     * @param cleanUp called when nothing is left
     */
    void begin(Duration startTimeout, Runnable cleanUp) {
        Thread stdout = pipe("stdout", "INFO", process.getInputStream());
        Thread stderr = pipe("stderr", "WARNING", process.getErrorStream());
        // Ends the wait for a connection that cannot come any more.
        process.onExit().thenRun(() -> close(listening));
        CompletableFuture.delayedExecutor(startTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::killUnlessReady);
        Thread.ofPlatform().daemon().name(runner.name()).start(() -> live(stdout, stderr, cleanUp));
    }

    private void killUnlessReady() {
        if (!runner.wasReady() && process.isAlive()) {
            runner.lastWords().add("It was not ready in time and was killed.");
            runner.kill();
        }
    }

    private void live(Thread stdout, Thread stderr, Runnable cleanUp) {
        try (SocketChannel channel = listening.accept()) {
            close(listening);
            runner.connected(channel);
            read(new LineReader(Channels.newInputStream(channel), LONGEST_FRAME));
        } catch (IOException e) {
            LOG.debug("the connection of runner {} ended", runner, e);
        } catch (RuntimeException e) {
            LOG.error("runner {} is killed after an error", runner, e);
            runner.kill();
        }
        try {
            int status = end(stdout, stderr);
            RunnerExit exit = new RunnerExit(
                    status, runner.isKilled(), overLimit(), runner.lastWords().lines());
            LOG.info("runner {} {}", runner, exit.inWords());
            cleanUp.run();
            events.gone(runner, exit);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a runner's thread", e);
        }
    }

    private void read(LineReader frames) throws IOException {
        for (LineReader.Line line = frames.next(); line != null; line = frames.next()) {
            FromRunner frame;
            try {
                frame = Json.MAPPER.readValue(line.bytes(), FromRunner.class);
            } catch (JacksonException e) {
                LOG.error("runner {} sent what is not understood and is killed: {}", runner, e.getOriginalMessage());
                runner.kill();
                return;
            }
            take(frame, line.bytes().length);
        }
    }

    private void take(FromRunner frame, int bytes) {
        switch (frame) {
            case FromRunner.Ready() -> {
                runner.becameReady();
                events.ready(runner);
            }
            case FromRunner.Log log -> runner.takeLines(log.lines());
            case FromRunner.Done done -> events.done(runner, done, bytes);
        }
    }

    /** The connection has ended, so the process is ending or must end; what it leaves behind is killed. */
    private int end(Thread stdout, Thread stderr) throws InterruptedException {
        if (!process.waitFor(EXIT_AFTER_EOF.toMillis(), TimeUnit.MILLISECONDS)) {
            runner.kill();
        }
        group.killForCertain();
        int status = process.waitFor();
        stdout.join(LAST_OUTPUT);
        stderr.join(LAST_OUTPUT);
        return status;
    }

    private @Nullable Integer overLimit() {
        if (limit == null) {
            return null;
        }
        Integer megabytes = limit.hasKilled() ? limit.megabytes() : null;
        limit.remove();
        return megabytes;
    }

    private Thread pipe(String source, String level, InputStream in) {
        return Thread.ofPlatform().daemon().name(runner.name() + "-" + source).start(() -> {
            LineReader lines = new LineReader(in, Limits.LOG_LINE);
            try (in) {
                for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                    String text = new String(line.bytes(), StandardCharsets.UTF_8) + (line.cut() ? " [line cut]" : "");
                    runner.takeLines(List.of(new LogLine(clock.instant(), level, source, text)));
                }
            } catch (IOException e) {
                LOG.debug("{} of runner {} ended", source, runner, e);
            }
        });
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
    }
}
