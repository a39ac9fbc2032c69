package io.orchestrator.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Time that jumps to where something is due, and what is due. Of what is due at the same instant chance picks the first. */
final class VirtualTime extends Clock {

    private static final Comparator<Event> ORDER =
            Comparator.comparing(Event::at).thenComparing(Event::order).thenComparing(Event::number);

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private final Random random;
    private Instant now;
    private long planned;

    private record Event(Instant at, int order, long number, Runnable what) {}

    VirtualTime(Instant start, Random random) {
        this.now = start;
        this.random = random;
    }

    void at(Instant instant, Runnable what) {
        events.add(new Event(instant.isBefore(now) ? now : instant, random.nextInt(), planned++, what));
    }

    /** What is due now, or null. */
    @Nullable
    Runnable takeDue() {
        Event first = events.peek();
        return first == null || first.at().isAfter(now) ? null : events.remove().what();
    }

    /** When the next of it is due, or null. */
    @Nullable
    Instant next() {
        Event first = events.peek();
        return first == null ? null : first.at();
    }

    void jumpTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    @Override
    public Instant instant() {
        return now;
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
