package io.orchestrator.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that the kernel signals when this JVM dies, even by kill -9.
 *
 * <p>It runs in a session of its own, so Ctrl-C at the terminal reaches the JVM alone and the JVM decides the order of the end.
 */
public final class BoundProcess {

    private final Process process;

    private BoundProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param deathSignal the signal sent when this JVM dies, such as {@code INT}
     * @param privileges more options of {@code setpriv}, usually none
     * @param builder command, folder, environment and redirects of the program itself; its command is replaced
     */
    public static BoundProcess start(String deathSignal, List<String> privileges, ProcessBuilder builder)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(tool("setsid"), tool("setpriv"), "--pdeathsig", deathSignal));
        command.addAll(privileges);
        command.addAll(builder.command());
        builder.command(command);
        return new BoundProcess(startOnItsOwnThread(builder));
    }

    /** The kernel watches the starting thread, not the process: that thread has to live as long as the child does. */
    private static Process startOnItsOwnThread(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("parent of " + builder.command().getLast())
                .start(() -> {
                    try {
                        Process process = builder.start();
                        started.complete(process);
                        waitForEnd(process);
                    } catch (IOException failure) {
                        started.completeExceptionally(failure);
                    }
                });
        try {
            return started.join();
        } catch (CompletionException failure) {
            Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static void waitForEnd(Process process) {
        boolean ended = false;
        while (!ended) {
            try {
                process.waitFor();
                ended = true;
            } catch (InterruptedException ignored) {
                // Nobody has a reason to interrupt this thread, and its end would signal the child.
            }
        }
    }

    private static String tool(String name) throws MissingTool {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingTool(name))
                .toString();
    }

    /** A program of the operating system that is not installed. */
    static final class MissingTool extends IOException {
        private static final long serialVersionUID = 1L;

        MissingTool(String name) {
            super("The program %s was not found in PATH; it belongs to the package util-linux, which must be installed."
                    .formatted(name));
        }
    }

    public Process process() {
        return process;
    }

    /** Sends a signal by its name, such as {@code INT}; to a process that has ended, nothing. */
    public void signal(String name) throws IOException {
        if (process.isAlive()) {
            // Process.destroy knows only TERM, which PostgreSQL takes as "wait for every client to leave".
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
    }

    /** Waits for the end; false when it did not come in time. */
    public boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
