package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Query;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A request to clear task instances. */
final class ClearBody {

    private static final String[] NOT_YET = {"include_future", "include_past", "only_running", "prevent_running_task"};
    private static final Set<String> TASK_FIELDS = Query.names(
            Query.names(Set.of("dry_run", "only_failed", "run_on_latest_version"), NOT_YET),
            "dag_run_id",
            "task_ids",
            "start_date",
            "end_date",
            "include_upstream",
            "include_downstream",
            "reset_dag_runs");
    private static final Set<String> RUN_FIELDS = Set.of("dry_run", "only_failed", "run_on_latest_version");

    private ClearBody() {}

    /** For {@code clearTaskInstances}: what Airflow assumes where nothing is said. */
    static Command.Clear ofTasks(String dagId, JsonNode json, String actor) {
        var body = Body.of(json, TASK_FIELDS);
        body.refuseIfTrue(NOT_YET);
        for (var field : List.of("start_date", "end_date")) {
            if (body.value(field).isPresent()) {
                throw Body.invalid(field, "Clearing by dates is not supported yet: name the run in dag_run_id");
            }
        }
        if (!body.flag("reset_dag_runs", true)) {
            throw Body.invalid(
                    "reset_dag_runs", "A run with cleared tasks always starts again: send true, or leave it out");
        }
        return new Command.Clear(
                dagId,
                body.text("dag_run_id").orElseThrow(() -> Body.invalid("dag_run_id", "It is missing: name the run")),
                taskIds(body),
                body.flag("include_downstream", false),
                body.flag("include_upstream", false),
                body.flag("only_failed", true),
                body.flag("run_on_latest_version", false),
                body.flag("dry_run", true),
                actor);
    }

    /** For a whole run. */
    static Command.Clear ofRun(String dagId, String runId, JsonNode json, String actor) {
        var body = Body.of(json, RUN_FIELDS);
        return new Command.Clear(
                dagId,
                runId,
                List.of(),
                false,
                false,
                body.flag("only_failed", false),
                body.flag("run_on_latest_version", false),
                body.flag("dry_run", true),
                actor);
    }

    private static List<String> taskIds(Body body) {
        return body.list("task_ids").stream()
                .map(element -> {
                    if (!element.isString()) {
                        throw Body.invalid("task_ids", "Expected task ids; single map indexes are not supported yet");
                    }
                    return element.stringValue();
                })
                .toList();
    }
}
