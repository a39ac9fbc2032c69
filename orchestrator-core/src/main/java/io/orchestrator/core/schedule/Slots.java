package io.orchestrator.core.schedule;

import java.time.Instant;
import java.util.Optional;

/** An endless series of instants, in order. */
interface Slots {

    Optional<Instant> next(Instant afterExclusive);

    Optional<Instant> previous(Instant beforeExclusive);

    default Optional<Instant> atOrAfter(Instant earliest) {
        return next(earliest.minusNanos(1));
    }

    default Optional<Instant> atOrBefore(Instant latest) {
        return previous(latest.plusNanos(1));
    }
}
