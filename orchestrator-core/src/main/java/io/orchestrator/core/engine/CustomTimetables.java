package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The timetables in Java of this server's DAGs, with the slots that are known of them. What is not known is not due: a
 * schedule stands still until somebody has asked, and moves on when it is told that there are slots.
 */
final class CustomTimetables {

    private final EngineStore store;
    private final Catalog catalog;
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(String build, @Nullable KnownSlots known, Timetable timetable) {}

    CustomTimetables(EngineStore store, Catalog catalog) {
        this.store = store;
        this.catalog = catalog;
    }

    void clear() {
        entries.clear();
    }

    /** These DAGs are another server's, or more is known of them. */
    void forget(Collection<String> dagIds) {
        dagIds.forEach(entries::remove);
    }

    /** A DAG's newest timetable; what is known of its slots, if it is one in Java. */
    Timetable of(DagRecord dag) {
        Catalog.Graph graph = catalog.newest(dag);
        return isCustom(graph) ? entry(dag, graph).timetable() : graph.timetable();
    }

    Optional<DueRun> next(DagRecord dag, DagSchedule schedule, Instant now) {
        Catalog.Graph graph = catalog.newest(dag);
        if (!isCustom(graph)) {
            return graph.timetable().next(schedule, now);
        }
        Entry entry = entry(dag, graph);
        KnownSlots known = entry.known();
        return known != null && known.covers(entry.timetable().goesOnAfter(schedule))
                ? entry.timetable().next(schedule, now)
                : Optional.empty();
    }

    private static boolean isCustom(Catalog.Graph graph) {
        return graph.version().graph().schedule() instanceof ScheduleSpec.Custom;
    }

    private Entry entry(DagRecord dag, Catalog.Graph graph) {
        Entry entry = entries.get(dag.dagId());
        if (entry == null || !entry.build().equals(dag.build())) {
            KnownSlots known = store.knownSlots(dag.dagId(), dag.build()).orElse(null);
            entry = new Entry(
                    dag.build(),
                    known,
                    Timetable.of(graph.version().graph(), known == null ? List.of() : known.slots()));
            entries.put(dag.dagId(), entry);
        }
        return entry;
    }

    /** What has to be asked so that schedules can go on. */
    List<WantedSlots> wanted(Instant now) {
        List<WantedSlots> wanted = new ArrayList<>();
        for (String dagId : List.copyOf(entries.keySet())) {
            DagRecord dag = catalog.dag(dagId);
            DagSchedule schedule = catalog.schedule(dagId);
            if (dag == null || schedule == null || !dag.active() || !isCustom(catalog.newest(dag))) {
                entries.remove(dagId);
            } else {
                Catalog.Graph graph = catalog.newest(dag);
                Entry entry = entry(dag, graph);
                WantedSlots.of(dag, graph.version().graph(), entry.timetable(), schedule, entry.known(), now)
                        .ifPresent(wanted::add);
            }
        }
        return wanted;
    }
}
