package io.orchestrator.web.dataset;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.dataset.Comparisons.Comparison;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Runs a run again as it was recorded, and says whether the same came of it. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}")
class RepeatApi {

    private final RunLookup runs;
    private final Commands commands;
    private final Comparisons comparisons;

    RepeatApi(RunLookup runs, Commands commands, Comparisons comparisons) {
        this.runs = runs;
        this.commands = commands;
        this.comparisons = comparisons;
    }

    record Repeated(String dagId, String dagRunId, String repeats) {}

    @Accepts
    @PostMapping("/repeat")
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.CREATED)
    Repeated repeat(@PathVariable String dagId, @PathVariable String runId, Principal user) {
        runs.find(dagId, runId);
        var made = commands.await(new Command.Repeat(dagId, runId, user.getName()));
        return new Repeated(dagId, made.run().runId(), runId);
    }

    @GetMapping("/repeat/comparison")
    Comparison compare(@PathVariable String dagId, @PathVariable String runId) {
        return comparisons.of(runs.find(dagId, runId));
    }
}
