package io.orchestrator.web.monitor;

import io.orchestrator.web.dag.DagHead;
import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.run.RunLine;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The tabs of a DAG that show its runs live: grid and graph. */
@Controller
class DagPages {

    private static final int FEWEST_RUNS = 5;
    private static final int USUAL_RUNS = 25;
    private static final int MOST_RUNS = 100;

    private final DagHeads heads;
    private final Grid grid;
    private final RunGraph graph;
    private final RunSummaries summaries;

    DagPages(DagHeads heads, Grid grid, RunGraph graph, RunSummaries summaries) {
        this.heads = heads;
        this.grid = grid;
        this.graph = graph;
        this.summaries = summaries;
    }

    @GetMapping("/dags/{dagId}")
    String grid(
            @PathVariable String dagId,
            @RequestParam(defaultValue = "" + USUAL_RUNS) int runs,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var dag = heads.head(dagId);
        var columns = grid.runs(dagId, Math.clamp(runs, FEWEST_RUNS, MOST_RUNS));
        var address = Links.with(Links.dag(dagId), "runs", runs == USUAL_RUNS ? "" : runs);
        model.addAttribute("dag", dag);
        model.addAttribute("choices", choices(dag, runs));
        model.addAttribute("address", Links.with(address, "page", page == 1 ? "" : page));
        model.addAttribute("view", grid.view(dag, columns, address, page));
        model.addAttribute("newest", columns.isEmpty() ? null : summaries.of(columns.getLast()));
        return "dag/grid";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}", headers = "HX-Request=true")
    String gridPart(
            @PathVariable String dagId,
            @RequestParam(defaultValue = "" + USUAL_RUNS) int runs,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        return grid(dagId, runs, page, model) + " :: grid";
    }

    @GetMapping("/dags/{dagId}/graph")
    String graph(@PathVariable String dagId, @RequestParam(required = false) @Nullable String run, Model model) {
        var dag = heads.head(dagId);
        var runs = grid.runs(dagId, USUAL_RUNS).reversed();
        var chosen = chosen(dag, run, runs);
        model.addAttribute("dag", dag);
        model.addAttribute("runs", runs);
        model.addAttribute("chosen", chosen);
        model.addAttribute("follows", run == null || run.isEmpty());
        model.addAttribute(
                "address", Links.with(Links.dag(dagId) + "/graph", "run", Objects.requireNonNullElse(run, "")));
        model.addAttribute("graph", graph.draw(dagId, dag.version(), chosen));
        return "dag/graph";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/graph", headers = "HX-Request=true")
    String graphPart(@PathVariable String dagId, @RequestParam(required = false) @Nullable String run, Model model) {
        return graph(dagId, run, model) + " :: picture";
    }

    private static List<Choice> choices(DagHead dag, int runs) {
        return Stream.of(10, USUAL_RUNS, 50, MOST_RUNS)
                .map(number -> new Choice(number, Links.with(dag.href(), "runs", number), number == runs))
                .toList();
    }

    /** One answer to how many runs the grid shows. */
    record Choice(int number, String href, boolean chosen) {}

    private @Nullable RunLine chosen(DagHead dag, @Nullable String runId, List<RunLine> newestFirst) {
        if (runId == null || runId.isEmpty()) {
            return newestFirst.isEmpty() ? null : newestFirst.getFirst();
        }
        return newestFirst.stream()
                .filter(run -> run.runId().equals(runId))
                .findFirst()
                .orElseThrow(() -> new NotThere(
                        "Run “%s” is not among the newest %d runs of %s: open the run itself to see its graph."
                                .formatted(runId, USUAL_RUNS, dag.dagId())));
    }
}
