package io.orchestrator.web.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.web.api.ApiRefusal;
import org.springframework.stereotype.Component;

/** Finds the DAG that an address names, or refuses. */
@Component
public class DagLookup {

    private final DagRows dags;
    private final DagGraphs graphs;

    DagLookup(DagRows dags, DagGraphs graphs) {
        this.dags = dags;
        this.graphs = graphs;
    }

    /** @throws ApiRefusal if there is none */
    public DagRow find(String dagId) {
        return dags.findById(dagId)
                .orElseThrow(() -> ApiRefusal.notFound("The Dag with ID: `%s` was not found".formatted(dagId)));
    }

    /** The graph that new runs of a DAG take. */
    public DagGraph newestGraph(String dagId) {
        var dag = find(dagId);
        return graphs.find(dagId, dag.version())
                .orElseThrow(() -> ApiRefusal.notFound("The Dag with ID: `%s` has no graph".formatted(dagId)));
    }
}
