package io.orchestrator.core.bundle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a pass on a thread of its own until closed. */
public final class PassLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PassLoop.class);

    private final String name;
    private final Pass pass;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** What is repeated. */
    @FunctionalInterface
    public interface Pass {
        void pass() throws InterruptedException;
    }

    /** @param name of the thread */
    public PassLoop(String name, Pass pass, Duration interval) {
        this.name = name;
        this.pass = pass;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
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
            pass.pass();
        } catch (RuntimeException e) {
            log.warn("A pass of {} failed and is repeated in {} ms", name, interval.toMillis(), e);
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
