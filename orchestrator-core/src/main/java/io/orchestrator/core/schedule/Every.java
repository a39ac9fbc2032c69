package io.orchestrator.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Equidistant instants in elapsed time, before and after the anchor, which is one of them. Clock changes do not touch them.
 *
 * @param interval above zero
 */
public record Every(Duration interval, Instant anchor) implements Slots {

    public Every {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("The interval is " + interval + "; it must be above zero.");
        }
    }

    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        return Optional.of(atOrBeforeExactly(afterExclusive).plus(interval));
    }

    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        Instant latest = atOrBeforeExactly(beforeExclusive);
        return Optional.of(latest.equals(beforeExclusive) ? latest.minus(interval) : latest);
    }

    private Instant atOrBeforeExactly(Instant instant) {
        Duration elapsed = Duration.between(anchor, instant);
        Instant near = anchor.plus(interval.multipliedBy(elapsed.dividedBy(interval)));
        // Division rounds towards zero, so before the anchor it gives the instant after.
        return near.isAfter(instant) ? near.minus(interval) : near;
    }
}
