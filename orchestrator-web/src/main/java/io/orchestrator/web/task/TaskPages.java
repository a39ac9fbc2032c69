package io.orchestrator.web.task;

import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A task instance: its attempts, its inputs and output, its log. */
@Controller
@Needs(Right.SEE)
class TaskPages {

    private final DagRunFinder runs;
    private final Tasks tasks;
    private final TaskItems items;
    private final TaskOutputs outputs;

    TaskPages(DagRunFinder runs, Tasks tasks, TaskItems items, TaskOutputs outputs) {
        this.runs = runs;
        this.tasks = tasks;
        this.items = items;
        this.outputs = outputs;
    }

    /** Which items of a mapped task are shown. */
    record Narrowed(
            @Nullable String state,
            @Nullable String q,
            @Nullable Integer page) {}

    @GetMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}")
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            @RequestParam(required = false) @Nullable UUID attempt,
            Narrowed narrowed,
            Model model) {
        var run = runs.find(dagId, runId);
        var counts = map < 0 ? items.counts(run, taskId) : Map.<String, Long>of();
        if (!counts.isEmpty()) {
            model.addAttribute(
                    "view",
                    items.view(
                            run,
                            taskId,
                            counts,
                            Objects.requireNonNullElse(narrowed.state(), ""),
                            Objects.requireNonNullElse(narrowed.q(), "").strip(),
                            Objects.requireNonNullElse(narrowed.page(), 1)));
            return "task/items";
        }
        model.addAttribute("view", tasks.view(run, taskId, map, attempt));
        return "task/show";
    }

    /** The parts that refresh themselves: the log has its own way. */
    @GetMapping(path = "/dags/{dagId}/runs/{runId}/tasks/{taskId}", headers = "HX-Request=true")
    String part(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            @RequestParam(required = false) @Nullable UUID attempt,
            Narrowed narrowed,
            Model model) {
        return show(dagId, runId, taskId, map, attempt, narrowed, model) + " :: live";
    }

    /** All of what an attempt returned, where the page shows its beginning. */
    @GetMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/attempts/{attemptId}/output")
    String output(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable UUID attemptId,
            Model model) {
        var run = runs.find(dagId, runId);
        var whole = outputs.whole(run.runKey(), attemptId)
                .orElseThrow(() -> new NotThere("Attempt %s of task “%s” has no output.".formatted(attemptId, taskId)));
        model.addAttribute("text", whole);
        return "task/output :: whole";
    }
}
