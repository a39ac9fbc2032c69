package io.orchestrator.web.standalone;

import io.orchestrator.postgres.BoundProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the cache of loaded classes that lets the next start take a fraction of the time.
 *
 * <p>A second, short-lived server is trained in the background, at the lowest priority: neither this start nor Ctrl-C waits
 * for it, and one that was cut short is begun anew by the next start.
 */
final class AotTraining implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AotTraining.class);

    /** The first run of a new home has the machine for itself. */
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private static final long MOST_MINUTES = 10;

    private final Path cache;
    private final Path home;
    private final Path log;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile @Nullable BoundProcess current;

    private AotTraining(Path cache, Home home) {
        this.cache = cache;
        this.home = home.folder().resolve("aot-training");
        this.log = home.logs().resolve("aot-training.log");
        this.thread = Thread.ofPlatform().daemon().name("AOT training").unstarted(this::train);
    }

    /** Begins when the launcher has asked for a cache, which it does when there is none. */
    static Optional<AotTraining> begin(Home home) {
        Optional<AotTraining> training = Optional.ofNullable(System.getProperty("orchestrator.aot-cache"))
                .map(cache -> new AotTraining(Path.of(cache), home));
        training.ifPresent(begun -> begun.thread.start());
        return training;
    }

    private void train() {
        Path recorded = cache.resolveSibling(cache.getFileName() + ".recorded");
        Path unfinished = cache.resolveSibling(cache.getFileName() + ".unfinished");
        try {
            boolean made = !stopsWithin(PAUSE)
                    && succeeds(command(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded)))
                    && succeeds(command(List.of(
                            "-XX:AOTMode=create", "-XX:AOTConfiguration=" + recorded, "-XX:AOTCache=" + unfinished)));
            if (made) {
                Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
                FileSystemUtils.deleteRecursively(Home.postgres(home));
                FileSystemUtils.deleteRecursively(home);
                LOG.info("The next start will be faster: {} was made.", cache);
            }
        } catch (IOException failure) {
            LOG.warn("No AOT cache was made; starts stay as slow as this one.", failure);
        } finally {
            delete(recorded);
            delete(unfinished);
        }
    }

    /** A cache fits only the flags and the class path that it was recorded with: they are those of this very process. */
    private List<String> command(List<String> mode) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", ChildJvm.program()));
        command.addAll(mode);
        String[] ours = ProcessHandle.current().info().arguments().orElse(new String[0]);
        Arrays.stream(ours)
                .takeWhile(argument -> !argument.equals(StandaloneMain.class.getName()))
                .filter(argument -> !argument.startsWith("-Dorchestrator."))
                .forEach(command::add);
        command.addAll(List.of(TrainingMain.class.getName(), home.toString()));
        return command;
    }

    private boolean succeeds(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        BoundProcess process = BoundProcess.start("KILL", List.of(), builder);
        current = process;
        if (stopping.getCount() == 0 || !process.endsWithin(TimeUnit.MINUTES.toMillis(MOST_MINUTES))) {
            process.process().destroyForcibly();
            return false;
        }
        int exitCode = process.process().exitValue();
        if (exitCode != 0 && stopping.getCount() > 0) {
            LOG.warn("The training of the AOT cache ended with exit code {}; {} says why.", exitCode, log);
        }
        return exitCode == 0;
    }

    private boolean stopsWithin(Duration delay) {
        try {
            return stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftBehind) {
            LOG.warn("{} could not be deleted; it is of no use.", file, leftBehind);
        }
    }

    /** Breaks a training off. */
    @Override
    public void close() throws InterruptedException {
        stopping.countDown();
        BoundProcess process = current;
        if (process != null) {
            process.process().destroyForcibly();
        }
        thread.join(Duration.ofSeconds(2));
    }
}
