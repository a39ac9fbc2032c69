package io.orchestrator.core.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time, in microseconds from zero, and what is still to happen in it. What is due at the same instant happens in the
 * order in which it was planned.
 *
 * <p>May be run from within an event: so a process stands still in the midst of its work while the rest of the world goes on.
 */
final class Timeline {

    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::at).thenComparingLong(Event::number);

    private final PriorityQueue<Event> events = new PriorityQueue<>(256, ORDER);
    private long now;
    private long planned;

    private record Event(long at, long number, Runnable what) {}

    long now() {
        return now;
    }

    /** The true time of day, which is the database's. */
    Instant instant() {
        return START.plus(now, ChronoUnit.MICROS);
    }

    void at(long time, Runnable what) {
        events.add(new Event(Math.max(time, now), planned++, what));
    }

    void after(long delay, Runnable what) {
        at(now + delay, what);
    }

    /** Lets everything happen that is due until then; afterwards it is that time, or later. */
    void runUntil(long time) {
        for (Event next = events.peek(); next != null && next.at() <= time; next = events.peek()) {
            events.remove();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = Math.max(now, time);
    }

    /** How many events there have been. */
    long count() {
        return planned;
    }
}
