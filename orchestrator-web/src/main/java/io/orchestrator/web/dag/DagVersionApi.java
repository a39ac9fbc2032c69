package io.orchestrator.web.dag;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The versions of a DAG. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagVersions")
class DagVersionApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "version_number");
    private static final Map<String, String> SORTABLE = Map.of("version_number", "version");

    private final DagVersionRows versions;
    private final DagLookup dags;

    DagVersionApi(DagVersionRows versions, DagLookup dags) {
        this.versions = versions;
        this.dags = dags;
    }

    record Versions(List<VersionAnswer> dagVersions, int totalEntries) {}

    @GetMapping
    Versions list(@PathVariable String dagId, HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, SORTABLE, Sort.by("version"));
        var dag = dags.find(dagId);
        var wanted = query.integers("version_number");
        var order = Comparator.comparingInt(VersionMoment::version);
        var descending = paging.sort().getOrderFor("version") instanceof Sort.Order by && by.isDescending();
        var all = versions.moments(dagId).stream()
                .filter(version -> wanted.isEmpty() || wanted.contains(version.version()))
                .sorted(descending ? order.reversed() : order)
                .toList();
        return new Versions(
                paging.of(all).stream().map(version -> answer(dag, version)).toList(), all.size());
    }

    @GetMapping("/{version}")
    VersionAnswer show(@PathVariable String dagId, @PathVariable int version) {
        var dag = dags.find(dagId);
        return versions.moments(List.of(dagId), List.of(version)).stream()
                .findFirst()
                .map(moment -> answer(dag, moment))
                .orElseThrow(() ->
                        ApiRefusal.notFound("The DagVersion with dag_id: `%s` and version_number: `%d` was not found"
                                .formatted(dagId, version)));
    }

    /** A version may have had many builds: only the newest one's is known here. */
    private static VersionAnswer answer(DagRow dag, VersionMoment version) {
        var build = dag.version() == version.version() ? dag.build() : null;
        return VersionAnswers.answer(
                new VersionAnswers.Asked(dag.dagId(), version.version(), build), dag.bundle(), version.createdAt());
    }
}
