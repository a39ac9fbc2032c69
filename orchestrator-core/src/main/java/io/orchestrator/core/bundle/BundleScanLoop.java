package io.orchestrator.core.bundle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats the scan's pass on a thread of its own until closed. */
public final class BundleScanLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BundleScanLoop.class);

    private final BundleScan scan;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    public BundleScanLoop(BundleScan scan, Duration interval) {
        this.scan = scan;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name("bundle-scan").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                passOnce();
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closed in the middle of a pass.
        }
    }

    private void passOnce() throws InterruptedException {
        try {
            scan.pass();
        } catch (RuntimeException e) {
            log.warn("The bundle scan failed and is repeated in {} ms", interval.toMillis(), e);
        }
    }

    /** Stops in the middle of a pass, and waits for the thread. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
