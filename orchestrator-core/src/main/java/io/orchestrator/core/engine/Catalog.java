package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.Timetable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All DAGs with their owners, where the schedules of this server's DAGs stand, and the graphs that were needed lately. */
final class Catalog {

    private static final Logger log = LoggerFactory.getLogger(Catalog.class);
    private static final int GRAPHS = 2_000;

    private final EngineStore store;
    private final Map<String, OwnedDag> dags = new HashMap<>();
    private final Map<String, DagSchedule> schedules = new HashMap<>();
    private final Map<String, Due> dueByDag = new HashMap<>();
    private final NavigableSet<Due> due = new TreeSet<>();
    private final Map<VersionKey, Graph> graphs = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VersionKey, Graph> eldest) {
            return size() > GRAPHS;
        }
    };
    private long revision;

    private record VersionKey(String dagId, int version) {}

    private record Due(Instant at, String dagId) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::dagId);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /** A version with its graph ready to decide on. */
    record Graph(DagVersion version, TaskGraph tasks, Timetable timetable) {}

    /** What was read of a DAG, and what was known of it before: null if it is new. */
    record Change(@Nullable DagRecord before, OwnedDag now) {}

    Catalog(EngineStore store) {
        this.store = store;
    }

    void clear() {
        dags.clear();
        schedules.clear();
        dueByDag.clear();
        due.clear();
        graphs.clear();
        revision = 0;
    }

    /** Reads what others have changed. */
    List<Change> refresh() {
        List<Change> changes = new ArrayList<>();
        for (OwnedDag read : store.dags(revision)) {
            OwnedDag known = dags.get(read.dag().dagId());
            put(read);
            revision = Math.max(revision, read.revision());
            changes.add(new Change(known == null ? null : known.dag(), read));
        }
        return changes;
    }

    /** The largest revision that was read or written. */
    long revision() {
        return revision;
    }

    /** What this server has changed is durable, at the next revision. */
    void written() {
        revision++;
    }

    /** Reads where the schedules of these DAGs stand. */
    void loadSchedules(Collection<String> dagIds) {
        store.schedules(dagIds).forEach(this::put);
    }

    void forgetSchedules(Collection<String> dagIds) {
        for (String dagId : dagIds) {
            schedules.remove(dagId);
            indexDue(dagId);
        }
    }

    void put(OwnedDag dag) {
        dags.put(dag.dag().dagId(), dag);
        indexDue(dag.dag().dagId());
    }

    void put(DagSchedule schedule) {
        schedules.put(schedule.dagId(), schedule);
        indexDue(schedule.dagId());
    }

    private void indexDue(String dagId) {
        Due before = dueByDag.remove(dagId);
        if (before != null) {
            due.remove(before);
        }
        DagRecord dag = dag(dagId);
        DagSchedule schedule = schedules.get(dagId);
        if (dag != null && dag.active() && !dag.paused() && schedule != null && schedule.nextDue() != null) {
            Due next = new Due(schedule.nextDue(), dagId);
            dueByDag.put(dagId, next);
            due.add(next);
        }
    }

    /** The DAGs of this server whose schedule is due by then, in the order of their ids. */
    List<DagRecord> dueBy(Instant time) {
        List<DagRecord> found = new ArrayList<>();
        for (Due next : due) {
            if (next.at().isAfter(time)) {
                break;
            }
            DagRecord dag = dag(next.dagId());
            if (dag != null) {
                found.add(dag);
            }
        }
        found.sort(Comparator.comparing(DagRecord::dagId));
        return found;
    }

    /** The earliest instant at which the schedule of one of these DAGs is due, or null. */
    @Nullable
    Instant earliestDue(Predicate<DagRecord> which) {
        for (Due next : due) {
            DagRecord dag = dag(next.dagId());
            if (dag != null && which.test(dag)) {
                return next.at();
            }
        }
        return null;
    }

    Graph put(DagVersion version) {
        Graph graph = new Graph(version, TaskGraph.of(version.graph()), timetable(version));
        graphs.put(new VersionKey(version.dagId(), version.version()), graph);
        return graph;
    }

    /** A schedule that was right once and is not any more, as when a time zone is gone, harms its own DAG only. */
    private static Timetable timetable(DagVersion version) {
        try {
            return Timetable.of(version.graph());
        } catch (IllegalArgumentException | DateTimeException e) {
            log.error(
                    "the schedule of DAG {}, version {}, cannot be read; only people start runs of it",
                    version.dagId(),
                    version.version(),
                    e);
            return Timetable.MANUAL;
        }
    }

    @Nullable
    DagRecord dag(String dagId) {
        OwnedDag dag = dags.get(dagId);
        return dag == null ? null : dag.dag();
    }

    @Nullable
    OwnedDag owned(String dagId) {
        return dags.get(dagId);
    }

    Collection<OwnedDag> dags() {
        return dags.values();
    }

    @Nullable
    DagSchedule schedule(String dagId) {
        return schedules.get(dagId);
    }

    /** The graph that new runs of a DAG take. */
    Graph newest(DagRecord dag) {
        return graph(dag.dagId(), dag.version());
    }

    /** @throws IllegalStateException if there is no such version */
    Graph graph(String dagId, int version) {
        Graph known = graphs.get(new VersionKey(dagId, version));
        return known != null
                ? known
                : put(store.version(dagId, version)
                        .orElseThrow(() -> new IllegalStateException("DAG " + dagId + " has no version " + version)));
    }
}
