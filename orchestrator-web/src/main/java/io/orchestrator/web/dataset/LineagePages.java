package io.orchestrator.web.dataset;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where a version comes from and where it went: versions and tasks as a graph, its columns as a table. */
@Controller
@Needs(Right.SEE)
class LineagePages {

    private final Datasets datasets;
    private final LineageGraph graph;

    LineagePages(Datasets datasets, LineageGraph graph) {
        this.datasets = datasets;
        this.graph = graph;
    }

    @GetMapping(DatasetLinks.ALL + "/{name}/versions/{number}/lineage")
    String show(@PathVariable String name, @PathVariable long number, Model model) {
        var details = DatasetPages.found(() -> datasets.details(datasets.version(name, number)));
        model.addAttribute("line", DatasetView.line(details.version()));
        model.addAttribute("drawing", graph.of(name, number));
        model.addAttribute("columns", ColumnLineage.of(details.meta(), details.inputs()));
        return "dataset/lineage";
    }
}
