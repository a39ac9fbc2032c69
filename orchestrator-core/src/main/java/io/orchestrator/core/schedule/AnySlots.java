package io.orchestrator.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The instants of several series in one; those that are equal, once. */
record AnySlots(List<Slots> all) implements Slots {

    AnySlots {
        all = List.copyOf(all);
    }

    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        return all.stream()
                .flatMap(slots -> slots.next(afterExclusive).stream())
                .min(Instant::compareTo);
    }

    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        return all.stream()
                .flatMap(slots -> slots.previous(beforeExclusive).stream())
                .max(Instant::compareTo);
    }
}
