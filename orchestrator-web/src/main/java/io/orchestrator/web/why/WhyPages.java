package io.orchestrator.web.why;

import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.dag.DagWaits;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import io.orchestrator.web.task.Explanations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The part of a page that says why. It comes after the page, because the engine is asked. */
@Controller
@Needs(Right.SEE)
class WhyPages {

    private final DagWaits waits;
    private final Explanations explanations;

    WhyPages(DagWaits waits, Explanations explanations) {
        this.waits = waits;
        this.explanations = explanations;
    }

    /** What is as its author wants it, the page says anyway. */
    @GetMapping("/dags/{dagId}/why")
    String dag(@PathVariable String dagId, Model model) {
        model.addAttribute("why", WhyView.ofDag(dagId, waits.of(dagId)));
        return "why/why :: why";
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/why")
    String run(@PathVariable String dagId, @PathVariable String runId, Model model) {
        return show(dagId, runId, null, -1, model);
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/why")
    String task(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            Model model) {
        return show(dagId, runId, taskId, map, model);
    }

    private String show(String dagId, String runId, @Nullable String taskId, int map, Model model) {
        model.addAttribute("why", view(dagId, runId, taskId, map));
        return "why/why :: why";
    }

    private WhyView view(String dagId, String runId, @Nullable String taskId, int map) {
        try {
            return WhyView.of(dagId, explanations.of(dagId, runId, taskId, map));
        } catch (CommandRefused refused) {
            return WhyView.unknown(Refusals.sentence(refused));
        }
    }
}
