package io.orchestrator.web.standalone;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part running: starts it, waits for its death, starts it again with back-off, until it is stopped. */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** Something that runs and can die by itself. */
    interface Part {

        /** Completes at the part's death, with a few words on how it died. */
        CompletableFuture<String> death();

        /** Ends the part and waits for its end. */
        void stop();
    }

    private final String name;
    private final Supplier<Part> starter;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /** Null between a death and the next start. */
    private volatile @Nullable Part part;

    private Keeper(String name, Supplier<Part> starter, Part first) {
        this.name = name;
        this.starter = starter;
        this.part = first;
        this.thread = Thread.ofPlatform().daemon().name("keep " + name).unstarted(this::repeat);
    }

    /**
     * Keeps a part that runs already.
     *
     * @param starter starts its successors; when it throws, it is tried again later
     */
    static Keeper keep(String name, Part first, Supplier<Part> starter) {
        Keeper keeper = new Keeper(name, starter, first);
        keeper.thread.start();
        return keeper;
    }

    private void repeat() {
        BackOff backOff = BackOff.none();
        while (!isStopping()) {
            long started = System.nanoTime();
            String cause = waitForDeath();
            if (isStopping()) {
                return;
            }
            part = null;
            backOff = backOff.afterDeath(Duration.ofNanos(System.nanoTime() - started));
            LOG.warn(
                    "The {} has ended ({}); it is started again in {} ms.",
                    name,
                    cause,
                    backOff.delay().toMillis());
            if (stopsWithin(backOff.delay())) {
                return;
            }
            startAgain();
        }
    }

    private String waitForDeath() {
        Part current = part;
        return current == null ? "it did not start" : current.death().join();
    }

    private void startAgain() {
        try {
            part = starter.get();
            LOG.info("The {} runs again.", name);
        } catch (RuntimeException failure) {
            LOG.error("The {} could not be started again: {}", name, failure.getMessage(), failure);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stopsWithin(Duration delay) {
        try {
            return stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops the part for good. */
    @Override
    public void close() {
        stopping.countDown();
        Part current = part;
        if (current == null) {
            // It may be in the middle of a start, which has to end before the part can be stopped.
            awaitThread();
            current = part;
        }
        if (current != null) {
            current.stop();
        }
    }

    private void awaitThread() {
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
