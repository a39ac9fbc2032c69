package io.orchestrator.web.dag;

import io.orchestrator.web.dag.GraphDiff.Change;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The tab with the versions and builds of a DAG, and what is different between two of them. */
@Controller
@Needs(Right.SEE)
class DagVersionPages {

    private final DagHeads heads;
    private final DagVersionRows versions;
    private final DagGraphs graphs;
    private final BuildHistory builds;

    DagVersionPages(DagHeads heads, DagVersionRows versions, DagGraphs graphs, BuildHistory builds) {
        this.heads = heads;
        this.versions = versions;
        this.graphs = graphs;
        this.builds = builds;
    }

    /**
     * @param from the older version, or null: the one before {@code to}
     * @param to the newer version, or null: the newest
     */
    @GetMapping("/dags/{dagId}/versions")
    String show(
            @PathVariable String dagId,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Model model) {
        var row = heads.row(dagId);
        int after = to == null ? row.version() : to;
        int before = from == null ? after - 1 : from;
        model.addAttribute("dag", heads.head(row));
        model.addAttribute("versions", versions.moments(dagId));
        model.addAttribute("builds", builds.of(row.bundle(), row.build()));
        model.addAttribute("from", before);
        model.addAttribute("to", after);
        model.addAttribute("changes", before < 1 ? List.of() : changes(dagId, before, after));
        return "dag/versions";
    }

    private List<Change> changes(String dagId, int before, int after) {
        return GraphDiff.between(
                graphs.find(dagId, before).orElseThrow(() -> missing(dagId, before)),
                graphs.find(dagId, after).orElseThrow(() -> missing(dagId, after)));
    }

    private static NotThere missing(String dagId, int version) {
        return new NotThere("DAG “%s” has no version %d.".formatted(dagId, version));
    }
}
