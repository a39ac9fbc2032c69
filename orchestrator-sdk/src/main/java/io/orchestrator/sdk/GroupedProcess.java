package io.orchestrator.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that leads a group of its own. The whole group ends with it, and with this JVM, however that dies: a watch beside it
 * reads a pipe from here, takes each line for a signal to the group, and kills the group when the pipe breaks.
 */
final class GroupedProcess implements AutoCloseable {

    static final long GRACE_SECONDS = 5;

    /** A background command of sh has no standard input, so the pipe is its third file. */
    private static final String WATCHED = """
            exec 3<&0 </dev/null
            setsid "$@" 3<&- &
            leader=$!
            {
                while read -r signal; do kill -s "$signal" -- "-$leader"; done
                kill -s KILL -- "-$leader" || kill -s KILL "$leader"
            } <&3 3<&- >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            wait "$leader"
            code=$?
            kill -s KILL -- "-$leader" 2>/dev/null
            kill -s KILL "$watch"
            exit "$code"
            """;

    private final Process watched;

    private GroupedProcess(Process watched) {
        this.watched = watched;
    }

    /** @param environment all that it has */
    static GroupedProcess start(List<String> command, Path folder, Map<String, String> environment) throws IOException {
        List<String> all = new ArrayList<>(List.of("setsid", "/bin/sh", "-c", WATCHED, "sh"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new GroupedProcess(builder.start());
    }

    Process process() {
        return watched;
    }

    /** Asks the group to end and kills it after a grace. */
    void end() {
        // Those that left the group are found as long as their parents live.
        List<ProcessHandle> all = descendants();
        signal("TERM");
        try {
            watched.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills what is left of it. */
    @Override
    public void close() {
        List<ProcessHandle> left = descendants();
        signal("KILL");
        try {
            watched.getOutputStream().close();
        } catch (IOException e) {
            // The watch has ended already.
        }
        left.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> descendants = watched.descendants()) {
            return descendants.toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }

    private void signal(String name) {
        try {
            OutputStream pipe = watched.getOutputStream();
            pipe.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            // It has ended, and the pipe with it.
        }
    }
}
