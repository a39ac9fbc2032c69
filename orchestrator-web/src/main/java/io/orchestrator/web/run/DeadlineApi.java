package io.orchestrator.web.run;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** By when a run should have ended. Airflow's API tells nothing of it. */
@ApiEndpoint
@Needs(Right.SEE)
class DeadlineApi {

    private final RunLookup runs;

    DeadlineApi(RunLookup runs) {
        this.runs = runs;
    }

    /** @param late one of them is missed */
    record Answer(String dagId, String dagRunId, boolean late, List<Deadline> deadlines) {}

    /** @param missed when that was found, or null: it is not */
    record Deadline(String name, Instant due, @Nullable Instant missed) {}

    @GetMapping("/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}/deadlines")
    Answer show(@PathVariable String dagId, @PathVariable String runId) {
        var run = runs.find(dagId, runId);
        var deadlines = run.deadlines().stream()
                .map(deadline -> new Deadline(deadline.name(), deadline.due(), deadline.missed()))
                .toList();
        return new Answer(dagId, runId, run.isLate(), deadlines);
    }
}
