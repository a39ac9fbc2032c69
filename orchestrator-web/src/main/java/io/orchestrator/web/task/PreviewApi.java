package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.JsonNode;

/**
 * Tells which task instances an action would change, in the same words for each of them. Airflow has a dry run of its own for
 * each; both ask the engine, which alone knows.
 */
@ApiEndpoint
@Needs(Right.SEE)
class PreviewApi {

    private static final Set<String> ACTIONS = Set.of("clear", "success", "failed", "skipped");

    private final RunLookup runs;
    private final AffectedAnswers affected;
    private final Commands commands;

    PreviewApi(RunLookup runs, AffectedAnswers affected, Commands commands) {
        this.runs = runs;
        this.affected = affected;
        this.commands = commands;
    }

    /** Nothing is changed. */
    @PostMapping("/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}/preview")
    @Needs(Right.OPERATE)
    @Accepts(
            body = {
                "action",
                "task_ids",
                "include_upstream",
                "include_downstream",
                "include_past",
                "include_future",
                "only_failed",
                "only_running"
            })
    TaskInstanceApi.Instances show(
            @PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json, Principal user) {
        var body = Body.of(json, ClearBody.PREVIEW_FIELDS);
        var action = body.text("action").orElse("clear");
        if (!ACTIONS.contains(action)) {
            throw Body.invalid("action", "'%s' is none of: clear, failed, skipped, success".formatted(action));
        }
        runs.find(dagId, runId);
        var what = Selection.ofRun(runId)
                .across(body.flag("include_past", false), body.flag("include_future", false))
                .tasks(
                        ClearBody.items(body),
                        body.flag("include_upstream", false),
                        body.flag("include_downstream", false))
                .only(body.flag("only_failed", false), body.flag("only_running", false));
        return affected.of(
                commands.await(Command.Clear.of(dagId, what, user.getName()).tried()));
    }
}
