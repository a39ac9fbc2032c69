package io.orchestrator.bench.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what tells nobody that it has come: it is asked for again and again. */
public final class Waiting {

    private static final long EVERY_MILLIS = 20;

    private Waiting() {}

    /**
     * Returns as soon as a condition holds; an exception counts as "not yet".
     *
     * @param what completes the sentence "... did not come within 10 seconds"
     * @throws ClusterFailed when it does not hold in time; the last exception is its cause
     */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        long begun = System.nanoTime();
        ClusterFailed tooLate =
                new ClusterFailed("%s did not come within %d seconds.".formatted(what, atMost.toSeconds()));
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (ClusterFailed hopeless) {
                throw hopeless;
            } catch (Exception notYet) {
                tooLate = new ClusterFailed(
                        "%s did not come within %d seconds: %s.".formatted(what, atMost.toSeconds(), notYet), notYet);
            }
            if (System.nanoTime() - begun > atMost.toNanos()) {
                throw tooLate;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClusterFailed("Interrupted while waiting.", interrupted);
        }
    }
}
