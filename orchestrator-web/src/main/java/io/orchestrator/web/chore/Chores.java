package io.orchestrator.web.chore;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Chores on a thread of their own, one after the other, for as long as the server runs. */
public final class Chores implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final String thread;
    private final List<Chore> chores;
    private @Nullable ScheduledExecutorService clockwork;

    /** @param thread its name */
    public Chores(String thread, List<Chore> chores) {
        this.thread = thread;
        this.chores = List.copyOf(chores);
    }

    @Override
    public synchronized void start() {
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(thread).daemon().factory());
        chores.forEach(chore -> started.scheduleWithFixedDelay(
                () -> pass(chore), chore.first().toMillis(), chore.every().toMillis(), TimeUnit.MILLISECONDS));
        clockwork = started;
    }

    /** A pass that fails must not be the last one. */
    private static void pass(Chore chore) {
        try {
            chore.pass().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("Could not {}; the next pass tries again", chore.what(), failure);
        }
    }

    @Override
    public synchronized void stop() {
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clockwork != null;
    }
}
