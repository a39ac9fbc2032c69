package io.orchestrator.web.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Pauses between looks at a run; they end at once when the server stops. */
@Component
public class Pauses implements SmartLifecycle {

    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    /** @return false: the server stops, do not look again */
    public boolean pause(Duration length) throws InterruptedException {
        return !stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
