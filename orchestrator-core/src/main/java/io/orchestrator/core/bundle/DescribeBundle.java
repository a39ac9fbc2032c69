package io.orchestrator.core.bundle;

import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.bundle.DescribeOutcome.Failed;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleDescription;
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
 * Describes a bundle's DAGs in a child JVM: user code runs there, capped in memory and time, with a clean environment and a
 * work folder of its own, and nowhere in the server.
 */
public final class DescribeBundle {

    private static final int OUTPUT_KEPT = 64 * 1024;
    private static final long LARGEST_RESULT = 32L * 1024 * 1024;

    private final BundleSettings settings;

    public DescribeBundle(BundleSettings settings) {
        this.settings = settings;
    }

    /**
     * Describes a bundle.
     *
     * @param dagJars the jars that are searched for DAG sources
     * @param libraries the rest of the class path, in order
     * @throws IOException if the child JVM could not be started: that is no fault of the bundle
     * @throws InterruptedException if interrupted; the child JVM is dead then
     */
    public DescribeOutcome describe(List<Path> dagJars, List<Path> libraries) throws IOException, InterruptedException {
        if (!Files.isReadable(settings.runnerJar())) {
            throw new IOException("The runner %s cannot be read; it is built by the module orchestrator-runner"
                    .formatted(settings.runnerJar()));
        }
        // A thread of its own: the child JVM dies with the thread that started it.
        FutureTask<DescribeOutcome> task = new FutureTask<>(() -> describeHere(dagJars, libraries));
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

    private DescribeOutcome describeHere(List<Path> dagJars, List<Path> libraries)
            throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.create()) {
            Path result = work.path().resolve("description.json");
            Path arguments = DescribeCommand.write(work.path(), settings, dagJars, libraries, result);
            ProcessGroup group = ProcessGroup.start(
                    List.of(DescribeCommand.java().toString(), "@" + arguments), builder -> prepare(builder, work));
            return waitFor(group, result);
        }
    }

    private static ProcessBuilder prepare(ProcessBuilder builder, WorkFolder work) {
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("HOME", work.path().toString());
        builder.environment().put("LANG", "C.UTF-8");
        return builder.directory(work.path().toFile()).redirectErrorStream(true);
    }

    private DescribeOutcome waitFor(ProcessGroup group, Path result) throws InterruptedException {
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
                ? outcome(group.process().exitValue(), result, output.text())
                : new Failed(DescribeFailures.hung(settings.describeTimeout()), output.text());
    }

    private DescribeOutcome outcome(int exitCode, Path result, String output) {
        if (exitCode != 0 || !Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
            return new Failed(DescribeFailures.noResult(exitCode, output, settings.describeHeapMegabytes()), output);
        }
        try {
            long size = Files.size(result);
            if (size > LARGEST_RESULT) {
                return new Failed(DescribeFailures.oversized(size, LARGEST_RESULT), output);
            }
            @Nullable BundleDescription description = Json.MAPPER.readValue(result, BundleDescription.class);
            return description == null
                    ? new Failed(DescribeFailures.garbage("it is null"), output)
                    : new Described(description);
        } catch (JacksonException e) {
            return new Failed(DescribeFailures.garbage(e.getOriginalMessage()), output);
        } catch (IOException e) {
            return new Failed(DescribeFailures.garbage(String.valueOf(e.getMessage())), output);
        }
    }
}
