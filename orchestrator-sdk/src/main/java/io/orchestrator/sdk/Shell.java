package io.orchestrator.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command beside the JVM, as a task or within one: {@code dag.action("pack", Shell.script("tar czf out.tgz in")::run)}. Its
 * output goes to the attempt's log, and it ends with the attempt, with all that it has started.
 */
public final class Shell {

    private static final long GRACE_SECONDS = 5;
    private static final int SKIP = 99;

    private final List<String> command;
    private final @Nullable Path directory;
    private final Map<String, String> environment;
    private final Set<Integer> skipCodes;

    private Shell(
            List<String> command, @Nullable Path directory, Map<String, String> environment, Set<Integer> skipCodes) {
        this.command = command;
        this.directory = directory;
        this.environment = environment;
        this.skipCodes = skipCodes;
    }

    /** Lines for {@code /bin/sh}. One that exits with 99 skips the task. */
    public static Shell script(String lines) {
        return new Shell(List.of("/bin/sh", "-c", lines), null, Map.of(), Set.of(SKIP));
    }

    /** A program with its arguments, as they are: no shell reads them. No exit code of it skips the task. */
    public static Shell program(String program, String... arguments) {
        return new Shell(Stream.concat(Stream.of(program), Stream.of(arguments)).toList(), null, Map.of(), Set.of());
    }

    /** Where it runs; where the JVM does unless set. */
    public Shell in(Path directory) {
        return new Shell(command, directory, environment, skipCodes);
    }

    /** A variable of its environment, beside those of the JVM. */
    public Shell env(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Shell(command, directory, Map.copyOf(more), skipCodes);
    }

    /** The exit codes that skip the task, instead of those before; none: no code does. */
    public Shell skipOn(int... codes) {
        return new Shell(
                command, directory, environment, IntStream.of(codes).boxed().collect(Collectors.toSet()));
    }

    /**
     * Runs it to its end.
     *
     * @return the last line of its standard output; empty if there is none
     * @throws SkipException if its exit code says so
     * @throws ShellException if its exit code is another one than 0
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the attempt is cancelled
     */
    public String run(TaskContext context) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory == null ? null : directory.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        context.onCancel(() -> end(process));
        try {
            process.getOutputStream().close();
            AtomicReference<String> lastError = new AtomicReference<>("");
            Thread errors = new Thread(
                    () -> lastError.set(lines(process.getErrorStream(), context, Level.WARNING)),
                    "shell-" + context.taskId());
            errors.setDaemon(true);
            errors.start();
            String last = lines(process.getInputStream(), context, Level.INFO);
            int code = process.waitFor();
            errors.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
            return ended(context, code, last, lastError.get());
        } finally {
            // Nothing that it has started stays behind.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String ended(TaskContext context, int code, String last, String lastError) throws InterruptedException {
        if (context.isCancelled()) {
            throw new InterruptedException("cancelled");
        }
        if (skipCodes.contains(code)) {
            throw new SkipException("The command ended with exit code " + code);
        }
        if (code != 0) {
            throw new ShellException(code, lastError.isEmpty() ? last : lastError);
        }
        return last;
    }

    /** Each line goes to the log as it comes. */
    static String lines(InputStream stream, TaskContext context, Level level) {
        String last = "";
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                context.log().log(level, line);
                last = line;
            }
        } catch (IOException e) {
            // The stream of a process that was ended breaks off.
            if (!context.isCancelled()) {
                throw new UncheckedIOException(e);
            }
        }
        return last;
    }

    /** First asked to end, then ended, with everything that it has started. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
