package io.orchestrator.web.audit;

import io.orchestrator.core.audit.jdbc.AuditChain;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Appends to the audit chain every few seconds; with several servers, whoever comes first does it. */
final class AuditChores implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditChores.class);
    private static final int PAUSE_SECONDS = 3;

    private final AuditChain chain;
    private @Nullable ScheduledExecutorService clockwork;

    AuditChores(AuditChain chain) {
        this.chain = chain;
    }

    @Override
    public synchronized void start() {
        clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("audit-chain").daemon().factory());
        clockwork.scheduleWithFixedDelay(this::pass, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** A pass that fails must not be the last one. */
    private void pass() {
        try {
            chain.pass();
        } catch (RuntimeException failure) {
            LOG.warn("Could not append to the audit chain; the next pass tries again", failure);
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
