package io.orchestrator.core.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Instants that are written down. */
final class SlotList implements Slots {

    private final NavigableSet<Instant> instants;

    SlotList(Collection<Instant> instants) {
        this.instants = new TreeSet<>(instants);
    }

    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        return Optional.ofNullable(instants.higher(afterExclusive));
    }

    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        return Optional.ofNullable(instants.lower(beforeExclusive));
    }
}
