package io.orchestrator.web.monitor;

import io.orchestrator.web.dag.DagHead;
import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
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
@Needs(Right.SEE)
class DagPages {

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
    String grid(@PathVariable String dagId, GridAsked asked, Model model) {
        var dag = heads.head(dagId);
        model.addAttribute("dag", dag);
        model.addAttribute("choices", choices(dag, asked));
        model.addAttribute("view", grid.view(dag, asked));
        newest(dagId, model);
        return "dag/grid";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}", headers = "HX-Request=true")
    String gridPart(@PathVariable String dagId, GridAsked asked, Model model) {
        var dag = heads.head(dagId);
        model.addAttribute("dag", dag);
        model.addAttribute("choices", choices(dag, asked));
        model.addAttribute("view", grid.view(dag, asked));
        return "dag/grid :: grid";
    }

    /** The newest run beside the grid. */
    @GetMapping("/dags/{dagId}/newest")
    String newest(@PathVariable String dagId, Model model) {
        var runs = grid.runs(dagId, 1);
        model.addAttribute("href", Links.dag(dagId) + "/newest");
        model.addAttribute("newest", runs.isEmpty() ? null : summaries.of(runs.getFirst()));
        return "dag/grid :: newest";
    }

    @GetMapping("/dags/{dagId}/graph")
    String graph(
            @PathVariable String dagId,
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(defaultValue = "") List<String> folded,
            Model model) {
        var dag = heads.head(dagId);
        var runs = grid.runs(dagId, GridAsked.USUAL_RUNS).reversed();
        var chosen = chosen(dag, run, runs);
        model.addAttribute("dag", dag);
        model.addAttribute("runs", runs);
        model.addAttribute("chosen", chosen);
        model.addAttribute("follows", run == null || run.isEmpty());
        var address = Links.with(Links.dag(dagId) + "/graph", "run", Objects.requireNonNullElse(run, ""));
        var drawn = graph.draw(dagId, dag.version(), chosen, folded, address);
        model.addAttribute("address", drawn.address());
        model.addAttribute("graph", drawn);
        return "dag/graph";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/graph", headers = "HX-Request=true")
    String graphPart(
            @PathVariable String dagId,
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(defaultValue = "") List<String> folded,
            Model model) {
        return graph(dagId, run, folded, model) + " :: picture";
    }

    private static List<Choice> choices(DagHead dag, GridAsked asked) {
        return Stream.of(10, GridAsked.USUAL_RUNS, 50, GridAsked.MOST_RUNS)
                .map(number -> new Choice(
                        number, Links.with(asked.address(dag.dagId()), "runs", number), number == asked.number()))
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
                                .formatted(runId, GridAsked.USUAL_RUNS, dag.dagId())));
    }
}
