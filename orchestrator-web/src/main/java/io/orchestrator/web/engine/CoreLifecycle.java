package io.orchestrator.web.engine;

import io.orchestrator.core.config.Core;
import org.springframework.context.SmartLifecycle;

/** Starts the core before the web server takes requests, and stops it after the last one. */
final class CoreLifecycle implements SmartLifecycle {

    private final Core core;
    private volatile boolean running;

    CoreLifecycle(Core core) {
        this.core = core;
    }

    @Override
    public void start() {
        core.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
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
