package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.RunAnswers;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Clears task instances so that they run again. As in Airflow it is only tried, unless {@code dry_run} is false. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}")
class ClearApi {

    private final RunLookup runs;
    private final RunAnswers runAnswers;
    private final AffectedAnswers affected;
    private final Commands commands;

    ClearApi(RunLookup runs, RunAnswers runAnswers, AffectedAnswers affected, Commands commands) {
        this.runs = runs;
        this.runAnswers = runAnswers;
        this.affected = affected;
        this.commands = commands;
    }

    @PostMapping("/clearTaskInstances")
    @Needs(Right.OPERATE)
    TaskInstanceApi.Instances clearTasks(@PathVariable String dagId, @RequestBody JsonNode json, Principal user) {
        var clear = ClearBody.ofTasks(dagId, json, user.getName());
        if (clear.what().runId() != null) {
            runs.find(dagId, clear.what().runId());
        }
        return affected.of(commands.await(clear));
    }

    @PostMapping("/dagRuns/{runId}/clear")
    @Needs(Right.OPERATE)
    Object clearRun(
            @PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json, Principal user) {
        Command.Clear clear = ClearBody.ofRun(dagId, runId, json, user.getName());
        runs.find(dagId, runId);
        var cleared = commands.await(clear);
        return clear.dryRun()
                ? affected.of(cleared)
                : runAnswers.of(List.of(runs.find(dagId, runId))).getFirst();
    }
}
