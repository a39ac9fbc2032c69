package io.orchestrator.core.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The clock of one process, as the production server has it: it begins with whatever the machine's clock shows, and then ticks
 * evenly, if a little too fast or too slowly.
 */
final class ProcessClock extends Clock {

    private final Timeline timeline;
    private final long begin;
    private final long offset;
    private final double pace;

    /**
     * @param offset how much too late the machine's clock was when the process began
     * @param pace 1: right
     */
    ProcessClock(Timeline timeline, long offset, double pace) {
        this.timeline = timeline;
        this.begin = timeline.now();
        this.offset = offset;
        this.pace = pace;
    }

    @Override
    public Instant instant() {
        long elapsed = Math.round((timeline.now() - begin) * pace);
        return Timeline.START.plus(begin + offset + elapsed, ChronoUnit.MICROS);
    }

    /** The true time, in microseconds, when this clock shows an instant; never before zero. */
    long trueTime(Instant shown) {
        if (shown.isBefore(Timeline.START.minus(1, ChronoUnit.DAYS))) {
            return 0;
        }
        long elapsed = Duration.between(Timeline.START, shown).toNanos() / 1_000 - begin - offset;
        return begin + (long) Math.ceil(elapsed / pace);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
