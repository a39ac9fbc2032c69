package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.web.api.Body;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A request to clear task instances. */
final class ClearBody {

    private static final Set<String> TASK_FIELDS = Set.of(
            "dry_run",
            "only_failed",
            "only_running",
            "run_on_latest_version",
            "prevent_running_task",
            "dag_run_id",
            "task_ids",
            "start_date",
            "end_date",
            "include_upstream",
            "include_downstream",
            "include_past",
            "include_future",
            "reset_dag_runs",
            "conf");
    private static final Set<String> RUN_FIELDS = Set.of("dry_run", "only_failed", "run_on_latest_version", "conf");

    static final Set<String> PREVIEW_FIELDS = Set.of(
            "action",
            "task_ids",
            "include_upstream",
            "include_downstream",
            "include_past",
            "include_future",
            "only_failed",
            "only_running");

    private ClearBody() {}

    /**
     * For {@code clearTaskInstances}: what Airflow assumes where nothing is said. {@code conf} is ours: the params that the run
     * goes on with.
     */
    static Command.Clear ofTasks(String dagId, JsonNode json, String actor) {
        var body = Body.of(json, TASK_FIELDS);
        if (!body.flag("reset_dag_runs", true)) {
            throw Body.invalid(
                    "reset_dag_runs", "A run with cleared tasks always starts again: send true, or leave it out");
        }
        var what = runs(body)
                .tasks(items(body), body.flag("include_upstream", false), body.flag("include_downstream", false))
                .only(body.flag("only_failed", true), body.flag("only_running", false));
        return new Command.Clear(
                dagId,
                what,
                body.flag("run_on_latest_version", false),
                body.object("conf").orElse(null),
                body.flag("prevent_running_task", false),
                body.flag("dry_run", true),
                actor);
    }

    /** One run, perhaps with those before and after it; or the runs of some dates. */
    private static Selection runs(Body body) {
        var runId = body.text("dag_run_id");
        var from = body.instant("start_date");
        var until = body.instant("end_date");
        if (runId.isEmpty()) {
            if (from.isEmpty() && until.isEmpty()) {
                throw Body.invalid(
                        "dag_run_id", "It is missing: name the run, or give start_date or end_date for several");
            }
            return Selection.ofDates(from.orElse(null), until.orElse(null));
        }
        if (from.isPresent() || until.isPresent()) {
            throw Body.invalid(
                    from.isPresent() ? "start_date" : "end_date",
                    "Dates are not possible together with dag_run_id: use include_past and include_future");
        }
        return Selection.ofRun(runId.get())
                .across(body.flag("include_past", false), body.flag("include_future", false));
    }

    /** For a whole run. */
    static Command.Clear ofRun(String dagId, String runId, JsonNode json, String actor) {
        var body = Body.of(json, RUN_FIELDS);
        return new Command.Clear(
                dagId,
                Selection.ofRun(runId).only(body.flag("only_failed", false), false),
                body.flag("run_on_latest_version", false),
                body.object("conf").orElse(null),
                false,
                body.flag("dry_run", true),
                actor);
    }

    static List<Selection.Item> items(Body body) {
        return body.list("task_ids").stream().map(ClearBody::item).toList();
    }

    /** A task id, or a list of a task id and a map index. */
    private static Selection.Item item(JsonNode element) {
        if (element.isString()) {
            return new Selection.Item(element.stringValue(), null);
        }
        if (element.isArray()
                && element.size() == 2
                && element.get(0).isString()
                && element.get(1).isInt()) {
            return new Selection.Item(
                    element.get(0).stringValue(), element.get(1).intValue());
        }
        throw Body.invalid("task_ids", "Expected task ids, or pairs of a task id and a map index");
    }
}
