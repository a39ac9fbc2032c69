package io.orchestrator.web.lineage;

import io.orchestrator.core.lineage.LineageTeller;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells of lineage every few seconds, on a thread of its own. */
final class LineageChores implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LineageChores.class);
    private static final int PAUSE_SECONDS = 5;
    private static final int HOUR_SECONDS = 3600;

    private final @Nullable LineageTeller teller;
    private @Nullable ScheduledExecutorService clockwork;

    /** @param teller null: nobody is to be told */
    LineageChores(@Nullable LineageTeller teller) {
        this.teller = teller;
    }

    @Override
    public synchronized void start() {
        if (teller != null) {
            clockwork = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("lineage").daemon().factory());
            clockwork.scheduleWithFixedDelay(() -> pass(teller), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
            clockwork.scheduleWithFixedDelay(() -> forget(teller), PAUSE_SECONDS, HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A pass that fails must not be the last one. */
    private static void pass(LineageTeller teller) {
        try {
            while (teller.pass() > 0) {
                LOG.debug("lineage was told");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("Could not tell of lineage; the next pass tries again", failure);
        }
    }

    private static void forget(LineageTeller teller) {
        try {
            teller.forget();
        } catch (RuntimeException failure) {
            LOG.warn("Could not forget what was told of lineage; it is tried again in an hour", failure);
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
