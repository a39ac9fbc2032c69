package io.orchestrator.core.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Goes on evenly from where another clock stood, however that one is set afterwards. */
public final class SteadyClock extends Clock {

    private final Instant start;
    private final long startNanos;
    private final ZoneId zone;

    public SteadyClock(Clock clock) {
        this(clock.instant(), System.nanoTime(), clock.getZone());
    }

    private SteadyClock(Instant start, long startNanos, ZoneId zone) {
        this.start = start;
        this.startNanos = startNanos;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startNanos, other);
    }
}
