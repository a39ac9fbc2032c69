package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Gives the graph of a DAG version. A version never changes, so what was read once is kept, up to so many tasks: then what was used
 * longest ago goes. Thread-safe.
 */
@Component
public class DagGraphs {

    private static final int MOST_TASKS = 50_000;

    private final DagVersionRows versions;
    private final Map<DagVersionRow.Key, DagGraph> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int tasks;

    DagGraphs(DagVersionRows versions) {
        this.versions = versions;
    }

    /** The graph, or empty if the DAG has no such version. */
    public Optional<DagGraph> find(String dagId, int version) {
        var key = new DagVersionRow.Key(dagId, version);
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        var read = versions.findById(key).map(row -> Json.MAPPER.readValue(row.graph(), DagGraph.class));
        read.ifPresent(graph -> keep(key, graph));
        return read;
    }

    private void keep(DagVersionRow.Key key, DagGraph graph) {
        synchronized (kept) {
            if (kept.put(key, graph) == null) {
                tasks += graph.tasks().size();
            }
            var oldest = kept.values().iterator();
            while (tasks > MOST_TASKS && kept.size() > 1) {
                tasks -= oldest.next().tasks().size();
                oldest.remove();
            }
        }
    }
}
