package io.orchestrator.worker.runner;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runners as processes. The kernel ends a child when the <em>thread</em> that started it ends, so all are started by
 * one thread that lives as long as the worker.
 */
public final class ProcessLauncher implements RunnerLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessLauncher.class);

    private final RunnerSettings settings;
    private final RunnerFolders folders;
    private final MemoryGroups memory;
    private final Clock clock;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Phaser alive = new Phaser(1);
    private final ExecutorService spawner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("runner-spawner").factory());

    public ProcessLauncher(RunnerSettings settings, RunnerFolders folders, Clock clock) {
        this.settings = settings;
        this.folders = folders;
        this.memory = settings.nativeMegabytes() == 0 ? MemoryGroups.none() : MemoryGroups.find(folders.groupName());
        this.clock = clock;
    }

    @Override
    public Runner launch(Wish wish, RunnerEvents events) {
        Runner runner = new Runner(wish.key(), "r" + numbers.incrementAndGet());
        alive.register();
        spawner.execute(() -> spawn(runner, wish, events));
        return runner;
    }

    private void spawn(Runner runner, Wish wish, RunnerEvents events) {
        if (runner.isKilled()) {
            end(runner);
            events.gone(runner, new RunnerExit(null, true, null, List.of("It was not needed any more.")));
            return;
        }
        try {
            Path folder = folders.create(runner.name());
            Path socket = folders.socket(runner.name());
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                listening.bind(UnixDomainSocketAddress.of(socket));
                folders.protect(socket);
                Process process = start(runner, wish, folder, socket);
                MemoryGroup limit = limit(runner, process);
                ProcessGroup group = new ProcessGroup(process.pid(), folders.marker(runner.name()));
                runner.started(process, group);
                LOG.info(
                        "runner {} started, process {}, build {}",
                        runner,
                        process.pid(),
                        wish.key().build());
                RunnerLife life = new RunnerLife(runner, process, group, limit, listening, events, clock);
                life.begin(settings.startTimeout(), () -> end(runner));
            } catch (IOException e) {
                listening.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("runner {} could not be started: {}", runner, e.toString());
            end(runner);
            events.gone(runner, new RunnerExit(null, false, null, List.of(String.valueOf(e.getMessage()))));
        }
    }

    private Process start(Runner runner, Wish wish, Path folder, Path socket) throws IOException {
        Path options =
                Files.writeString(folder.resolve(RunnerCommand.OPTIONS), RunnerCommand.options(wish.bundle(), folders));
        folders.protect(options);
        ProcessBuilder builder = new ProcessBuilder(
                        RunnerCommand.arguments(settings, wish.key().spec(), wish.bundle(), folders, socket, folder))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment()
                .putAll(RunnerCommand.environment(System.getenv(), folders.home(), folders.marker(runner.name())));
        return builder.start();
    }

    /** Put there by its parent a moment after it began: nothing that it starts later escapes. */
    private @Nullable MemoryGroup limit(Runner runner, Process process) {
        int megabytes = RunnerCommand.heap(settings, runner.key().spec()) + settings.nativeMegabytes();
        MemoryGroup limit = memory.create(runner.name(), megabytes).orElse(null);
        try {
            if (limit != null) {
                limit.add(process.pid());
            }
        } catch (IOException e) {
            LOG.warn("runner {} has no memory limit beside its heap: {}", runner, e.toString());
        }
        return limit;
    }

    private void end(Runner runner) {
        folders.delete(runner.name());
        alive.arriveAndDeregister();
    }

    /** Waits until every runner is gone, then takes no more orders. What is left after that is killed by the kernel. */
    public void close(Duration atMost) throws InterruptedException {
        try {
            alive.awaitAdvanceInterruptibly(alive.arrive(), atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("some runners have not ended in time");
        }
        spawner.shutdownNow();
        memory.remove();
    }
}
