package io.orchestrator.web.why;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.dag.DagWaits;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import io.orchestrator.web.task.Explanations;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Why a run or a task instance does not go on. Airflow has nothing like it, so it has a prefix of its own. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/orchestrator/v1/dags/{dagId}")
class WhyApi {

    private final DagWaits waits;
    private final RunLookup runs;
    private final Explanations explanations;

    WhyApi(DagWaits waits, RunLookup runs, Explanations explanations) {
        this.waits = waits;
        this.runs = runs;
        this.explanations = explanations;
    }

    /**
     * @param causes the primary cause first, the root last; empty: it has ended
     */
    record Why(String dagId, String dagRunId, @Nullable String taskId, int mapIndex, List<Cause> causes) {}

    /**
     * @param taskId null: the cause is the run's
     * @param until when it is over by itself, or null
     */
    record Cause(
            String dagRunId,
            @Nullable String taskId,
            int mapIndex,
            String cause,
            String sentence,
            @Nullable Instant until,
            boolean needsPerson) {}

    /**
     * What the next run of a DAG waits for.
     *
     * @param causes what keeps it from running first, then what starts it
     */
    record DagWhy(String dagId, List<DagCause> causes) {}

    /** @param until when it is over by itself, or null */
    record DagCause(String cause, String sentence, @Nullable Instant until, boolean needsPerson) {}

    @GetMapping("/why")
    DagWhy dag(@PathVariable String dagId, HttpServletRequest request) {
        Query.of(request, Set.of());
        return new DagWhy(
                dagId,
                waits.of(dagId).stream()
                        .map(wait -> new DagCause(wait.cause(), wait.sentence(), wait.until(), wait.needsPerson()))
                        .toList());
    }

    @GetMapping("/dagRuns/{runId}/why")
    Why run(@PathVariable String dagId, @PathVariable String runId, HttpServletRequest request) {
        Query.of(request, Set.of());
        return why(dagId, runId, null, -1);
    }

    @Accepts(query = "map_index")
    @GetMapping("/dagRuns/{runId}/taskInstances/{taskId}/why")
    Why task(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        return why(
                dagId,
                runId,
                taskId,
                Query.of(request, Set.of("map_index")).integer("map_index").orElse(-1));
    }

    private Why why(String dagId, String runId, @Nullable String taskId, int mapIndex) {
        runs.find(dagId, runId);
        var causes = explanations.of(dagId, runId, taskId, mapIndex).steps().stream()
                .map(WhyApi::cause)
                .toList();
        return new Why(dagId, runId, taskId, mapIndex, causes);
    }

    private static Cause cause(Explanation.Step step) {
        return new Cause(
                step.runId(),
                step.taskId(),
                step.mapIndex(),
                step.cause(),
                step.sentence(),
                step.until(),
                step.needsPerson());
    }
}
