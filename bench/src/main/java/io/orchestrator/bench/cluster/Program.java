package io.orchestrator.bench.cluster;

import io.orchestrator.postgres.BoundProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One of our programs as a process of its own, in a session and group of its own. The kernel kills it when this JVM dies.
 *
 * <p>Signals go to the process alone, as in life: what it has started is left to itself.
 */
public final class Program {

    private static final Duration KILLED = Duration.ofSeconds(20);

    private final String name;
    private final BoundProcess process;
    private final Path log;

    private Program(String name, BoundProcess process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param folder the log, to which both outputs are appended, is {@code NAME.log} in it */
    static Program start(String name, List<String> command, Map<String, String> environment, Path folder) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Settings of whoever runs this must not reach what is measured and tested.
        builder.environment().keySet().removeIf(key -> key.startsWith("ORCHESTRATOR_") || key.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        try {
            return new Program(name, BoundProcess.start("KILL", List.of(), builder), log);
        } catch (IOException failure) {
            throw new ClusterFailed("%s could not be started: %s.".formatted(name, failure.getMessage()), failure);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.process().pid();
    }

    /** Where it writes; it is appended to from start to start. */
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.process().isAlive();
    }

    /** All that it has started, and what that has started. */
    public List<ProcessHandle> descendants() {
        return process.process().descendants().toList();
    }

    /** kill -9; returns when it is gone. */
    public void kill() {
        process.process().destroyForcibly();
        if (!endsWithin(KILLED)) {
            throw new ClusterFailed("%s (process %d) did not end although it was killed.".formatted(name, pid()));
        }
    }

    /** SIGSTOP: it does nothing until {@link #resume}, and knows of nothing. */
    public void pause() {
        Signals.send("STOP", pid());
    }

    /** SIGCONT. */
    public void resume() {
        Signals.send("CONT", pid());
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        Signals.send("TERM", pid());
    }

    /** Waits for its end; false when it did not come in time. */
    public boolean endsWithin(Duration time) {
        return process.endsWithin(time.toMillis());
    }

    /** Ends it in order if it can be done in time, by force otherwise. */
    void stop(Duration patience) {
        if (isAlive()) {
            resume();
            terminate();
            if (!endsWithin(patience)) {
                kill();
            }
        }
    }

    /** For those who wait for it: says where to look when it has ended instead. */
    void requireAlive() {
        if (!isAlive()) {
            throw new ClusterFailed("%s ended with exit code %d; %s says why."
                    .formatted(name, process.process().exitValue(), log));
        }
    }
}
