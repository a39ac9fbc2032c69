package io.orchestrator.bench.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what tells nobody that it has come: it is asked for again and again. */
public final class Waiting {

    private static final long EVERY_MILLIS = 20;
    /** More between two looks means that the machine itself stood still, which is nobody's delay. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private Waiting() {}

    /**
     * Returns as soon as a condition holds; an exception counts as "not yet".
     *
     * @param what completes the sentence "... did not come within 10 seconds"
     * @throws ClusterFailed when it does not hold in time; the last exception is its cause
     */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        long left = atMost.toNanos();
        long looked = System.nanoTime();
        ClusterFailed tooLate = tooLate(what, atMost, null);
        while (left > 0) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (ClusterFailed hopeless) {
                throw hopeless;
            } catch (Exception notYet) {
                tooLate = tooLate(what, atMost, notYet);
            }
            pause();
            long now = System.nanoTime();
            left -= Math.min(now - looked, LONGEST_LOOK.toNanos());
            looked = now;
        }
        throw tooLate;
    }

    private static ClusterFailed tooLate(String what, Duration atMost, @Nullable Exception last) {
        String sentence = "%s did not come within %d seconds".formatted(what, atMost.toSeconds());
        return last == null
                ? new ClusterFailed(sentence + ".")
                : new ClusterFailed("%s: %s.".formatted(sentence, last), last);
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
