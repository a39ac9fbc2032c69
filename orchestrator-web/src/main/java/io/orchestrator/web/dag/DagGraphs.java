package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Gives the graph of a DAG version. A version never changes, so what was read once is kept, up to a number. */
@Component
public class DagGraphs {

    private static final int KEPT = 500;

    private final DagVersionRows versions;
    private final Map<DagVersionRow.Key, DagGraph> kept = new ConcurrentHashMap<>();

    DagGraphs(DagVersionRows versions) {
        this.versions = versions;
    }

    /** The graph, or empty if the DAG has no such version. */
    public Optional<DagGraph> find(String dagId, int version) {
        var key = new DagVersionRow.Key(dagId, version);
        var known = kept.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        var read = versions.findById(key).map(row -> Json.MAPPER.readValue(row.graph(), DagGraph.class));
        read.ifPresent(graph -> keep(key, graph));
        return read;
    }

    private void keep(DagVersionRow.Key key, DagGraph graph) {
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        kept.put(key, graph);
    }
}
