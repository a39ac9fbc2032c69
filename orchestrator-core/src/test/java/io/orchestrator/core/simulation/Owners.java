package io.orchestrator.core.simulation;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dag.TaskGraph;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who decides on which DAG. Never two, and nobody but the owner writes a DAG's runs. */
final class Owners {

    private final Leases leases;
    private final Trace trace;
    private final Map<String, UUID> owners = new TreeMap<>();
    private final Map<String, DagRecord> dags = new TreeMap<>();
    private final Map<String, TaskGraph> graphs = new HashMap<>();
    private final Map<String, DagVersion> versions = new HashMap<>();

    Owners(Leases leases, Trace trace) {
        this.leases = leases;
        this.trace = trace;
    }

    void described(UUID serverId, DagRecord dag) {
        owners.putIfAbsent(dag.dagId(), serverId);
        dags.put(dag.dagId(), dag);
        trace.add(
                "by " + Telling.shortly(serverId),
                "%s is version %d%s",
                dag.dagId(),
                dag.version(),
                dag.paused() ? ", paused" : "");
    }

    void described(DagVersion version) {
        graphs.put(key(version.dagId(), version.version()), TaskGraph.of(version.graph()));
        versions.put(key(version.dagId(), version.version()), version);
    }

    private static String key(String dagId, int version) {
        return dagId + " " + version;
    }

    void claimed(UUID serverId, Collection<String> dagIds) {
        trace.add("by " + Telling.shortly(serverId), "claims %s", dagIds);
        for (String dagId : dagIds) {
            UUID before = owners.put(dagId, serverId);
            if (before != null && leases.isServerOpen(before)) {
                throw new Broken("DAG " + dagId + " was claimed while its owner was open");
            }
        }
    }

    void given(UUID from, UUID to, Collection<String> dagIds) {
        trace.add("by " + Telling.shortly(from), "gives %s to %s", dagIds, Telling.shortly(to));
        for (String dagId : dagIds) {
            if (!from.equals(owners.put(dagId, to))) {
                throw new Broken("DAG " + dagId + " was given away by a server that did not own it");
            }
        }
    }

    /** Holds that a server may write runs of a DAG now. */
    void mayWrite(UUID serverId, String dagId) {
        if (!serverId.equals(owners.get(dagId))) {
            throw new Broken("a server wrote a run of DAG " + dagId + ", which it does not own");
        }
    }

    boolean owns(@Nullable UUID serverId, String dagId) {
        return serverId != null && serverId.equals(owners.get(dagId));
    }

    Map<String, UUID> all() {
        return owners;
    }

    Collection<DagRecord> dags() {
        return dags.values();
    }

    TaskGraph graph(String dagId, int version) {
        TaskGraph graph = graphs.get(key(dagId, version));
        if (graph == null) {
            throw new Broken("DAG " + dagId + " has no version " + version);
        }
        return graph;
    }

    DagVersion newest(String dagId) {
        DagRecord dag = dags.get(dagId);
        DagVersion version = dag == null ? null : versions.get(key(dagId, dag.version()));
        if (version == null) {
            throw new Broken("DAG " + dagId + " has no version");
        }
        return version;
    }
}
