package io.orchestrator.web.engine;

import io.orchestrator.core.config.Core;
import io.orchestrator.core.notify.Deliveries;
import org.springframework.context.SmartLifecycle;

/** Starts the core before the web server takes requests, and stops it after the last one. */
final class CoreLifecycle implements SmartLifecycle {

    private final Core core;
    private final Deliveries deliveries;
    private volatile boolean running;

    CoreLifecycle(Core core, Deliveries deliveries) {
        this.core = core;
        this.deliveries = deliveries;
    }

    @Override
    public void start() {
        core.start();
        deliveries.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        deliveries.close();
        core.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
