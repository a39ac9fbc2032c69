package io.orchestrator.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A series without some of its instants.
 *
 * @param leftOut says of an instant that it does not count, and until when none does; empty: it counts
 */
record KeptSlots(Slots all, Function<Instant, Optional<Excluded.Span>> leftOut) implements Slots {

    /** What does not come within this never comes. */
    private static final Duration HORIZON = Duration.ofDays(50 * 366);

    /** More than two years of excluded minutes in a row. */
    private static final int MOST_STEPS = 1_100_000;

    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        Instant horizon = afterExclusive.plus(HORIZON);
        Optional<Instant> found = all.next(afterExclusive);
        for (int step = 0; step < MOST_STEPS && found.isPresent() && found.get().isBefore(horizon); step++) {
            Optional<Excluded.Span> span = leftOut.apply(found.get());
            if (span.isEmpty()) {
                return found;
            }
            Instant until = span.get().until().minusNanos(1);
            found = all.next(until.isAfter(found.get()) ? until : found.get());
        }
        return Optional.empty();
    }

    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        Instant horizon = beforeExclusive.minus(HORIZON);
        Optional<Instant> found = all.previous(beforeExclusive);
        for (int step = 0; step < MOST_STEPS && found.isPresent() && found.get().isAfter(horizon); step++) {
            Optional<Excluded.Span> span = leftOut.apply(found.get());
            if (span.isEmpty()) {
                return found;
            }
            Instant from = span.get().from();
            found = all.previous(from.isBefore(found.get()) ? from : found.get());
        }
        return Optional.empty();
    }
}
