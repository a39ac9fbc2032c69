package io.orchestrator.core.bundle;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A child JVM in which user code of a bundle runs, capped in memory and time, with a clean environment and a work folder of its
 * own: what the server wants to know of a bundle is asked there.
 */
final class DescribingJvm {

    private static final int OUTPUT_KEPT = 64 * 1024;
    private static final long LARGEST_RESULT = 32L * 1024 * 1024;

    private final BundleSettings settings;

    DescribingJvm(BundleSettings settings) {
        this.settings = settings;
    }

    /** How it ended. */
    sealed interface Outcome<R> {

        /** It gave a result, which is not checked yet. */
        record Told<R>(R result) implements Outcome<R> {}

        /**
         * It gave none.
         *
         * @param detail the end of what it printed
         */
        record Failed<R>(String reason, String detail) implements Outcome<R> {}
    }

    /**
     * Runs a program of the runner.
     *
     * @param dagJars first on the class path
     * @param libraries the rest of the class path, in order
     * @param type of the result, which the program writes as JSON
     * @throws IOException if the child JVM could not be started: that is no fault of the bundle
     * @throws InterruptedException if interrupted; the child JVM is dead then
     */
    <R> Outcome<R> run(Program program, List<Path> dagJars, List<Path> libraries, Class<R> type)
            throws IOException, InterruptedException {
        if (!Files.isReadable(settings.runnerJar())) {
            throw new IOException("The runner %s cannot be read; it is built by the module orchestrator-runner"
                    .formatted(settings.runnerJar()));
        }
        // A thread of its own: the child JVM dies with the thread that started it.
        FutureTask<Outcome<R>> task = new FutureTask<>(() -> runHere(program, dagJars, libraries, type));
        Thread thread = Thread.ofPlatform().name("describe-bundle").daemon().start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            thread.join(Duration.ofSeconds(10));
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("Describing a bundle failed", e.getCause());
        }
    }

    /** What runs in the child JVM. */
    interface Program {

        /**
         * Its main class and its arguments.
         *
         * @param folder its own work folder
         * @param result the file that it writes
         */
        List<String> command(Path folder, Path result) throws IOException;
    }

    private <R> Outcome<R> runHere(Program program, List<Path> dagJars, List<Path> libraries, Class<R> type)
            throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.create()) {
            Path result = work.path().resolve("result.json");
            Path arguments = DescribeCommand.write(
                    work.path(), settings, dagJars, libraries, program.command(work.path(), result));
            ProcessGroup group = ProcessGroup.start(
                    List.of(DescribeCommand.java().toString(), "@" + arguments), builder -> prepare(builder, work));
            return waitFor(group, result, type);
        }
    }

    private static ProcessBuilder prepare(ProcessBuilder builder, WorkFolder work) {
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("HOME", work.path().toString());
        builder.environment().put("LANG", "C.UTF-8");
        return builder.directory(work.path().toFile()).redirectErrorStream(true);
    }

    private <R> Outcome<R> waitFor(ProcessGroup group, Path result, Class<R> type) throws InterruptedException {
        OutputTail output = new OutputTail(group.process().getInputStream(), OUTPUT_KEPT);
        Thread reader = Thread.ofPlatform().name("describe-output").daemon().start(output::drain);
        boolean ended;
        try {
            ended = group.process().waitFor(settings.describeTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                group.requestThreadDump();
                reader.join(Duration.ofMillis(500));
            }
        } finally {
            group.kill();
        }
        reader.join(Duration.ofSeconds(2));
        return ended
                ? outcome(group.process().exitValue(), result, output.text(), type)
                : new Outcome.Failed<>(DescribeFailures.hung(settings.describeTimeout()), output.text());
    }

    private <R> Outcome<R> outcome(int exitCode, Path result, String output, Class<R> type) {
        if (exitCode != 0 || !Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
            return new Outcome.Failed<>(
                    DescribeFailures.noResult(exitCode, output, settings.describeHeapMegabytes()), output);
        }
        try {
            long size = Files.size(result);
            if (size > LARGEST_RESULT) {
                return new Outcome.Failed<>(DescribeFailures.oversized(size, LARGEST_RESULT), output);
            }
            @Nullable R told = Json.MAPPER.readValue(result, type);
            return told == null
                    ? new Outcome.Failed<>(DescribeFailures.garbage("it is null"), output)
                    : new Outcome.Told<>(told);
        } catch (JacksonException e) {
            return new Outcome.Failed<>(DescribeFailures.garbage(e.getOriginalMessage()), output);
        } catch (IOException e) {
            return new Outcome.Failed<>(DescribeFailures.garbage(String.valueOf(e.getMessage())), output);
        }
    }
}
