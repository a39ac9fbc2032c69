package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.schedule.DagSchedule;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The DAGs and where their schedules stand, with the graphs that were needed lately. */
final class Catalog {

    private static final int GRAPHS = 2_000;

    private final EngineStore store;
    private final Map<String, DagRecord> dags = new HashMap<>();
    private final Map<String, DagSchedule> schedules = new HashMap<>();
    private final Map<VersionKey, Graph> graphs = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VersionKey, Graph> eldest) {
            return size() > GRAPHS;
        }
    };

    private record VersionKey(String dagId, int version) {}

    /** A version with its graph ready to decide on. */
    record Graph(DagVersion version, TaskGraph tasks) {}

    Catalog(EngineStore store) {
        this.store = store;
    }

    void load() {
        dags.clear();
        schedules.clear();
        graphs.clear();
        store.dags().forEach(this::put);
        loadSchedules();
    }

    /** Where schedules stand, read again: one of them was moved with a run that could not be written. */
    void loadSchedules() {
        store.schedules().forEach(this::put);
    }

    void put(DagRecord dag) {
        dags.put(dag.dagId(), dag);
    }

    void put(DagSchedule schedule) {
        schedules.put(schedule.dagId(), schedule);
    }

    Graph put(DagVersion version) {
        Graph graph = new Graph(version, TaskGraph.of(version.graph()));
        graphs.put(new VersionKey(version.dagId(), version.version()), graph);
        return graph;
    }

    @Nullable
    DagRecord dag(String dagId) {
        return dags.get(dagId);
    }

    Collection<DagRecord> dags() {
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
