package io.orchestrator.core.engine.memory;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Backfills, their dates and those that they pass over. */
final class MemoryBackfills {

    private record Stored(Backfill backfill, List<BackfillDate> dates, List<BackfillPlan.Omission> leftOut) {}

    private final TreeMap<Long, Stored> backfills = new TreeMap<>();
    private long newest;

    long newId() {
        return ++newest;
    }

    Optional<Backfill> find(long id) {
        return Optional.ofNullable(backfills.get(id)).map(Stored::backfill);
    }

    /** @param runs all of them */
    List<OpenBackfill> open(Collection<String> dagIds, Collection<DagRun> runs) {
        return backfills.values().stream()
                .filter(stored -> !stored.backfill().isOver()
                        && dagIds.contains(stored.backfill().dagId()))
                .map(stored -> new OpenBackfill(stored.backfill(), left(stored, runs)))
                .toList();
    }

    private static List<BackfillDate> left(Stored stored, Collection<DagRun> runs) {
        Set<Instant> done = new HashSet<>();
        stored.leftOut().forEach(omission -> done.add(omission.date()));
        runs.stream()
                .filter(run ->
                        Objects.equals(run.backfillId(), stored.backfill().id()))
                .forEach(run -> done.add(Objects.requireNonNull(run.logicalDate())));
        return stored.dates().stream()
                .filter(date -> !done.contains(date.date()))
                .toList();
    }

    List<BackfillPlan.Omission> leftOut(long id) {
        Stored stored = backfills.get(id);
        return stored == null ? List.of() : List.copyOf(stored.leftOut());
    }

    void check(BackfillWrites writes) {
        TreeMap<Long, Backfill> after = new TreeMap<>();
        backfills.forEach((id, stored) -> after.put(id, stored.backfill()));
        writes.changed().forEach(changed -> after.put(changed.id(), changed));
        for (BackfillWrites.New added : writes.added()) {
            boolean free = after.values().stream()
                    .noneMatch(other -> !other.isOver()
                            && other.dagId().equals(added.backfill().dagId()));
            RowChecks.require(free, "is not the only one of its DAG", added.backfill());
        }
    }

    void write(BackfillWrites writes) {
        writes.added()
                .forEach(added -> backfills.put(
                        added.backfill().id(), new Stored(added.backfill(), added.dates(), new ArrayList<>())));
        writes.changed()
                .forEach(changed -> backfills.computeIfPresent(
                        changed.id(), (id, stored) -> new Stored(changed, stored.dates(), stored.leftOut())));
        for (BackfillWrites.Passed passed : writes.leftOut()) {
            Stored stored = backfills.get(passed.backfillId());
            if (stored != null) {
                stored.leftOut().add(passed.date());
            }
        }
    }
}
