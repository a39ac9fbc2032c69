package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.run.DagRunFinder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A run with its graph and its tasks. */
@Controller
class RunPages {

    private final DagRunFinder finder;
    private final Runs runs;

    RunPages(DagRunFinder finder, Runs runs) {
        this.finder = finder;
        this.runs = runs;
    }

    @GetMapping("/dags/{dagId}/runs/{runId}")
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var run = finder.find(dagId, runId);
        model.addAttribute("view", runs.view(run, state, page));
        model.addAttribute("graph", runs.graph(run));
        return "run/show";
    }

    /** The part that refreshes itself, without the graph, which has its own. */
    @GetMapping(path = "/dags/{dagId}/runs/{runId}", headers = "HX-Request=true")
    String part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        model.addAttribute("view", runs.view(finder.find(dagId, runId), state, page));
        return "run/show :: live";
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/graph")
    String graph(@PathVariable String dagId, @PathVariable String runId, Model model) {
        var run = finder.find(dagId, runId);
        model.addAttribute("graph", runs.graph(run));
        model.addAttribute("address", Links.run(dagId, runId) + "/graph");
        return "dag/graph :: picture";
    }
}
