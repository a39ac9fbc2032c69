package io.orchestrator.worker.exchange;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing waits between tries: doubled from the first to the longest, each drawn from its upper half. Not thread-safe. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private int failures;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** How long to wait after one more failure. */
    public Duration next() {
        int doublings = Math.min(failures++, 20);
        long nanos = Math.min(longest.toNanos(), first.toNanos() << doublings);
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    /** A try went well: the next failure waits briefly again. */
    public void reset() {
        failures = 0;
    }
}
