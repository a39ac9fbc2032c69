package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What defines a DAG. Its code stays in its bundle; what is kept of a version, and told here, is the graph. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dagSources/{dagId}")
class DagSourceApi {

    private final DagLookup dags;
    private final DagGraphs graphs;

    DagSourceApi(DagLookup dags, DagGraphs graphs) {
        this.dags = dags;
        this.graphs = graphs;
    }

    record Source(String content, String dagId, int versionNumber, String dagDisplayName) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Source asJson(@PathVariable String dagId, HttpServletRequest request) {
        var dag = dags.find(dagId);
        var version = Query.of(request, Set.of("version_number"))
                .integer("version_number")
                .orElse(dag.version());
        var graph = graphs.find(dagId, version)
                .orElseThrow(() -> ApiRefusal.notFound(
                        "The source code of the DAG %s, version_number %d was not found".formatted(dagId, version)));
        var content = "// defined by the class %s of bundle %s%n%s%n"
                .formatted(
                        dag.source(),
                        dag.bundle(),
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(graph));
        return new Source(content, dagId, version, dagId);
    }

    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    String asText(@PathVariable String dagId, HttpServletRequest request) {
        return asJson(dagId, request).content();
    }
}
