package io.orchestrator.web.retention;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Holds a run, so that it is kept however old it becomes, and lets it go again. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}/hold")
class HoldApi {

    private final RunLookup runs;
    private final RunHolds holds;

    HoldApi(RunLookup runs, RunHolds holds) {
        this.runs = runs;
        this.holds = holds;
    }

    @GetMapping
    RunHolds.Hold show(@PathVariable String dagId, @PathVariable String runId) {
        return found(runs.find(dagId, runId));
    }

    @PutMapping
    @Needs(Right.OPERATE)
    @Accepts(body = "reason")
    RunHolds.Hold hold(
            @PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json, Principal user) {
        var reason = Body.of(json, Set.of("reason"))
                .text("reason", RunHolds.LONGEST_REASON)
                .orElse("");
        var run = runs.find(dagId, runId);
        holds.hold(run, reason, user.getName());
        return found(run);
    }

    @DeleteMapping
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String dagId, @PathVariable String runId, Principal user) {
        var run = runs.find(dagId, runId);
        if (!holds.release(run, user.getName())) {
            throw missing(run);
        }
    }

    private RunHolds.Hold found(DagRunRow run) {
        return holds.find(run).orElseThrow(() -> missing(run));
    }

    private static ApiRefusal missing(DagRunRow run) {
        return ApiRefusal.notFound(
                "Nobody holds the DagRun with dag_id: `%s` and run_id: `%s`".formatted(run.dagId(), run.runId()));
    }
}
