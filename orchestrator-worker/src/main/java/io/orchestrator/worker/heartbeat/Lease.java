package io.orchestrator.worker.heartbeat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long this worker may let attempts run without hearing from the server. Counted on the monotonic clock from when the
 * last acknowledged renewal was <em>sent</em>, so it ends before the server's own count can. Thread-safe.
 */
public final class Lease {

    private final Duration margin;
    private final LongSupplier nanoTime;
    private long deadline;

    /**
     * @param margin how much earlier than the lease this worker stops; never more than a quarter of the lease
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Lease(Duration margin, LongSupplier nanoTime) {
        this.margin = margin;
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong();
    }

    /** A renewal was acknowledged. An older one than the newest known changes nothing. */
    public synchronized void renewed(long sentAtNanos, long leaseMillis) {
        long lease = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
        long candidate = sentAtNanos + lease - Math.min(margin.toNanos(), lease / 4);
        if (candidate - deadline > 0) {
            deadline = candidate;
        }
    }

    /** What is left; zero or less: every attempt must end now. */
    public synchronized long nanosLeft() {
        return deadline - nanoTime.getAsLong();
    }
}
