package io.orchestrator.worker.drain;

import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.link.Links;
import io.orchestrator.worker.log.LogShipper;
import io.orchestrator.worker.slot.Attempts;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of leaving in order. Heartbeats go on until the last step is done: they are stopped by whoever called. */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final DrainSettings settings;
    private final Attempts attempts;
    private final Outbox outbox;
    private final LogShipper logs;
    private final Links links;
    private final BooleanSupplier hurried;

    /**
     * @param hurried true: wait no longer for what runs
     */
    public Drain(
            DrainSettings settings,
            Attempts attempts,
            Outbox outbox,
            LogShipper logs,
            Links links,
            BooleanSupplier hurried) {
        this.settings = settings;
        this.attempts = attempts;
        this.outbox = outbox;
        this.logs = logs;
        this.links = links;
        this.hurried = hurried;
    }

    /** Takes nothing more, hands back what waits, lets run what runs, and sends what there is to say. */
    public void leave() throws InterruptedException {
        LOG.info("leaving: nothing more is taken, running attempts have {} to end", settings.running());
        attempts.drain();
        links.heartbeatSoon();
        if (!awaitRunning()) {
            LOG.warn("what still runs is killed");
            attempts.killForShutdown();
            attempts.awaitEmpty(settings.reports());
        }
        if (!outbox.awaitSettled(settings.reports())) {
            LOG.warn("the servers have not acknowledged every report, the lease will tell it");
        }
        if (!logs.flush(settings.logs())) {
            LOG.warn("the server has not taken every line of the attempts' logs");
        }
    }

    private boolean awaitRunning() throws InterruptedException {
        long until = System.nanoTime() + settings.running().toNanos();
        while (System.nanoTime() - until < 0 && !hurried.getAsBoolean()) {
            if (attempts.awaitEmpty(LOOK_AGAIN)) {
                return true;
            }
        }
        return attempts.awaitEmpty(Duration.ZERO);
    }
}
