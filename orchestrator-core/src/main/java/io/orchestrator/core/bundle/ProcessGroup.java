package io.orchestrator.core.bundle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A child process with all that it starts: they end together. */
final class ProcessGroup {

    private static final boolean SETSID = onPath("setsid");
    private static final boolean SETPRIV = onPath("setpriv");

    private final Process process;

    private ProcessGroup(Process process) {
        this.process = process;
    }

    /**
     * Starts a command, as the leader of a process group of its own where the system has {@code setsid}.
     *
     * <p>Where it has {@code setpriv} the child is killed when the calling thread ends, so call from a platform thread that
     * waits for the child: then a killed server leaves none behind.
     */
    static ProcessGroup start(List<String> command, UnaryOperator<ProcessBuilder> prepare) throws IOException {
        List<String> whole = new ArrayList<>();
        if (SETSID) {
            whole.add("setsid");
        }
        if (SETPRIV) {
            whole.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
        }
        whole.addAll(command);
        return new ProcessGroup(prepare.apply(new ProcessBuilder(whole)).start());
    }

    Process process() {
        return process;
    }

    /** Asks a JVM to print what its threads do. */
    void requestThreadDump() throws InterruptedException {
        signal("QUIT", String.valueOf(process.pid()));
    }

    /** Kills the process and everything it started, and waits until it is dead. */
    void kill() throws InterruptedException {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> started = descendants.toList();
            if (SETSID) {
                signal("KILL", "-" + process.pid());
            }
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        process.waitFor(5, TimeUnit.SECONDS);
    }

    private static void signal(String signal, String target) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + signal, "--", target)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            // No kill command: destroyForcibly still ends the process itself.
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
