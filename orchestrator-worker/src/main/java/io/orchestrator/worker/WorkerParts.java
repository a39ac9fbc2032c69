package io.orchestrator.worker;

import io.orchestrator.worker.bundle.Bundles;
import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.exchange.Servers;
import io.orchestrator.worker.journal.Journal;
import io.orchestrator.worker.log.LogShipper;
import io.orchestrator.worker.runner.ProcessLauncher;
import io.orchestrator.worker.runner.RunnerFolders;
import io.orchestrator.worker.runner.RunnerPool;
import io.orchestrator.worker.slot.Attempts;
import io.orchestrator.worker.slot.Preparation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What a worker is made of, and who knows whom. */
record WorkerParts(
        Servers servers,
        Bundles bundles,
        ProcessLauncher launcher,
        RunnerPool pool,
        LogShipper logs,
        Outbox outbox,
        Journal journal,
        Attempts attempts,
        ScheduledThreadPoolExecutor timers)
        implements AutoCloseable {

    private static final Duration TIDY = Duration.ofSeconds(10);
    private static final Duration RUNNERS_END = Duration.ofSeconds(5);

    static WorkerParts of(WorkerSettings settings, RunnerFolders folders, Journal journal, Clock clock) {
        Servers servers = new Servers(settings.servers(), settings.callLimit());
        Bundles bundles = new Bundles(servers, folders.jars(), clock, settings.jarCacheBytes());
        ProcessLauncher launcher = new ProcessLauncher(settings.runners(), folders, clock);
        RunnerPool pool =
                new RunnerPool(launcher, settings.runners(), settings.slots().slots(), System::nanoTime);
        LogShipper logs = new LogShipper(servers, clock, WorkerSettings.LOG_MEMORY);
        Outbox outbox = new Outbox(settings.slots().slots() + settings.prefetch());
        ScheduledThreadPoolExecutor timers = newTimers();
        Attempts attempts =
                new Attempts(settings.slots(), pool, new Preparation(servers, bundles), logs, outbox, journal, timers);
        WorkerParts parts = new WorkerParts(servers, bundles, launcher, pool, logs, outbox, journal, attempts, timers);
        timers.scheduleWithFixedDelay(parts::tidy, 0, TIDY.toSeconds(), TimeUnit.SECONDS);
        return parts;
    }

    /** Ends what nobody has used for long; nothing that may wait happens on the timers' thread. */
    private void tidy() {
        pool.endIdle();
        Thread.ofVirtual().name("prune").start(() -> {
            Set<String> inUse = new HashSet<>(pool.builds());
            inUse.addAll(attempts.builds());
            bundles.prune(inUse);
        });
    }

    private static ScheduledThreadPoolExecutor newTimers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timers").factory());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    /** Ends every runner and waits for it. */
    @Override
    public void close() throws InterruptedException {
        timers.shutdownNow();
        pool.endAll();
        launcher.close(RUNNERS_END);
        servers.close();
    }
}
