package io.orchestrator.web.monitor;

import io.orchestrator.web.retention.RunHolds;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tabs of a run that show its tasks live: as a list, as a Gantt chart, as a graph. */
@Controller
@RequestMapping("/dags/{dagId}/runs/{runId}")
@Needs(Right.SEE)
class RunPages {

    private final DagRunFinder finder;
    private final Runs runs;
    private final Gantt gantt;
    private final RunHolds holds;

    RunPages(DagRunFinder finder, Runs runs, Gantt gantt, RunHolds holds) {
        this.finder = finder;
        this.runs = runs;
        this.gantt = gantt;
        this.holds = holds;
    }

    @GetMapping
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var run = find(dagId, runId, model);
        model.addAttribute("view", runs.view(run, state, text.strip(), page));
        model.addAttribute("hold", holds.find(run).orElse(null));
        return "run/show";
    }

    /** The part that refreshes itself. */
    @GetMapping(headers = "HX-Request=true")
    String part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        return show(dagId, runId, state, text, page, model) + " :: live";
    }

    /** What stands above every tab, where the tab itself has another way to refresh itself. */
    @GetMapping("/head")
    String head(@PathVariable String dagId, @PathVariable String runId, @RequestParam String tab, Model model) {
        find(dagId, runId, model);
        model.addAttribute("tab", tab);
        return "run/head :: alone";
    }

    @GetMapping("/gantt")
    String gantt(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "false") boolean critical,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        model.addAttribute("view", gantt.view(find(dagId, runId, model), critical, page));
        return "run/gantt";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/gantt", headers = "HX-Request=true")
    String ganttPart(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "false") boolean critical,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        return gantt(dagId, runId, critical, page, model) + " :: live";
    }

    @GetMapping("/graph")
    String graph(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") List<String> folded,
            Model model) {
        var drawn = runs.graph(find(dagId, runId, model), folded);
        model.addAttribute("graph", drawn);
        model.addAttribute("address", drawn.address());
        model.addAttribute("tab", "graph");
        return "run/graph";
    }

    /** The picture, which refreshes itself. */
    @GetMapping(path = "/graph", headers = "HX-Request=true")
    String picture(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") List<String> folded,
            Model model) {
        graph(dagId, runId, folded, model);
        return "dag/graph :: picture";
    }

    private DagRunRow find(String dagId, String runId, Model model) {
        var run = finder.find(dagId, runId);
        model.addAttribute("run", runs.head(run));
        return run;
    }
}
