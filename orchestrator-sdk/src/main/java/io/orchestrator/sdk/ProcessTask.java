package io.orchestrator.sdk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program in any language as a task, or within one. It finds what it may know in a JSON file, {@code ORCHESTRATOR_CONTEXT}, and
 * appends what it has to say to another, {@code ORCHESTRATOR_MESSAGES}; docs/processes.md says what stands in them. Its standard
 * output and error are the attempt's log. It has a clean environment, an empty work folder and a process group of its own, all of
 * which end with the attempt.
 */
public final class ProcessTask {

    /** The exit code of a program that has nothing to do: the task is skipped. */
    public static final int SKIP = 99;

    /** The exit code of a program that cannot do it now: the same try goes on later. */
    public static final int RETRY = 75;

    private static final int MOST_DEFERRALS = 1_000;

    /** The last one marks what the worker has to kill if nothing else does. */
    private static final List<String> KEPT_ENVIRONMENT = List.of("PATH", "HOME", "LANG", "TZ", "ORCHESTRATOR_RUNNER");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Map<String, byte[]> files;
    private final Map<String, @Nullable Object> params;
    private final Map<String, DatasetVersion> read;
    private final Map<String, Staging> written;
    private Duration retryAfter;

    private ProcessTask(List<String> command) {
        this.command = command;
        this.environment = new LinkedHashMap<>();
        this.files = new LinkedHashMap<>();
        this.params = new LinkedHashMap<>();
        this.read = new LinkedHashMap<>();
        this.written = new LinkedHashMap<>();
        this.retryAfter = Duration.ofMinutes(1);
    }

    /** Of a program of the worker's PATH with its arguments, as they are: no shell reads them. */
    public static ProcessTask of(String program, String... arguments) {
        return new ProcessTask(
                Stream.concat(Stream.of(program), Stream.of(arguments)).toList());
    }

    /** With a variable in its environment, which else has PATH, HOME, LANG and TZ. */
    public ProcessTask env(String name, String value) {
        return changed(copy -> copy.environment.put(name, value));
    }

    /** With a file in its work folder, which is its current one. */
    public ProcessTask file(String name, byte[] content) {
        byte[] own = content.clone();
        return changed(copy -> copy.files.put(name, own));
    }

    /** With something among the {@code params} of its context, beside and before those of the run. */
    public ProcessTask param(String name, @Nullable Object value) {
        return changed(copy -> copy.params.put(name, value));
    }

    /** Reading a version, which its context names as the dataset is named. */
    public ProcessTask reads(DatasetVersion version) {
        return changed(copy -> copy.read.put(version.dataset(), version));
    }

    /** Writing a dataset, which its context and messages name as it is named. */
    public ProcessTask writes(Staging staging) {
        return changed(copy -> copy.written.put(staging.dataset().name(), staging));
    }

    /** Going on so much later after {@link #RETRY}; a minute unless set. */
    public ProcessTask retryAfter(Duration delay) {
        Checks.duration("retryAfter", delay);
        return changed(copy -> copy.retryAfter = delay);
    }

    private ProcessTask changed(Consumer<ProcessTask> change) {
        ProcessTask copy = new ProcessTask(command);
        copy.environment.putAll(environment);
        copy.files.putAll(files);
        copy.params.putAll(params);
        copy.read.putAll(read);
        copy.written.putAll(written);
        copy.retryAfter = retryAfter;
        change.accept(copy);
        return copy;
    }

    /**
     * Runs it to its end and does what its messages say.
     *
     * @throws SkipException if its exit code is {@link #SKIP}
     * @throws DeferException if its exit code is {@link #RETRY}
     * @throws ShellException if its exit code is another one than 0
     * @throws ProcessException if a message cannot be, or a check of nothing that was staged has failed; one of what was staged puts
     *     that into quarantine when the code that runs this has returned
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the attempt is cancelled
     */
    public ProcessResult run(TaskContext context) throws IOException, InterruptedException {
        requireProgram(command.getFirst());
        Path folder = Files.createTempDirectory("process-");
        try {
            Path work = workFolder(folder);
            Path known = Files.writeString(
                    folder.resolve("context.json"), ProcessContext.of(context, params, read, written));
            Path messages = Files.createFile(folder.resolve("messages.jsonl"));
            return ended(context, run(context, work, environment(known, messages)), messages);
        } finally {
            delete(folder);
        }
    }

    private static void requireProgram(String program) throws IOException {
        boolean there = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            throw new IOException("The program '" + program + "' is not on this worker; install it, or name another"
                    + " one by its path");
        }
    }

    private Path workFolder(Path folder) throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = work.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return work;
    }

    private Map<String, String> environment(Path known, Path messages) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("LANG", "C.UTF-8");
        for (String name : KEPT_ENVIRONMENT) {
            String value = System.getenv(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        all.putAll(environment);
        all.put("ORCHESTRATOR_CONTEXT", known.toString());
        all.put("ORCHESTRATOR_MESSAGES", messages.toString());
        return all;
    }

    private record Ended(int code, String lastWords) {}

    private Ended run(TaskContext context, Path work, Map<String, String> all)
            throws IOException, InterruptedException {
        try (GroupedProcess group = GroupedProcess.start(command, work, all)) {
            Process process = group.process();
            context.onCancel(group::end);
            AtomicReference<String> lastOutput = new AtomicReference<>("");
            AtomicReference<String> lastError = new AtomicReference<>("");
            Thread output = Thread.ofPlatform()
                    .daemon()
                    .name("process-" + context.taskId())
                    .start(() -> lastOutput.set(Shell.lines(process.getInputStream(), context, Level.INFO)));
            Thread errors = Thread.ofPlatform()
                    .daemon()
                    .name("process-" + context.taskId())
                    .start(() -> lastError.set(Shell.lines(process.getErrorStream(), context, Level.WARNING)));
            int code = process.waitFor();
            // What has left the group may hold the streams for ever.
            output.join(TimeUnit.SECONDS.toMillis(GroupedProcess.GRACE_SECONDS));
            errors.join(TimeUnit.SECONDS.toMillis(GroupedProcess.GRACE_SECONDS));
            return new Ended(code, lastError.get().isEmpty() ? lastOutput.get() : lastError.get());
        }
    }

    private ProcessResult ended(TaskContext context, Ended ended, Path messages)
            throws IOException, InterruptedException {
        if (context.isCancelled()) {
            throw new InterruptedException("cancelled");
        }
        return switch (ended.code) {
            case 0 -> new ProcessMessages(written, context.log()).read(messages);
            case SKIP -> throw new SkipException("The program ended with exit code " + SKIP);
            case RETRY -> throw notNow(context, ended);
            default -> throw new ShellException(ended.code, ended.lastWords);
        };
    }

    /** The number of times is what the engine keeps for the try. */
    private RuntimeException notNow(TaskContext context, Ended ended) {
        int times = context.resumed(Integer.class).orElse(0) + 1;
        return times > MOST_DEFERRALS
                ? new ShellException(ended.code, "it could not do it now, " + times + " times")
                : DeferException.after(retryAfter, times);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
