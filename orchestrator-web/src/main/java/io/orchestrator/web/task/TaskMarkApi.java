package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.RunLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Marks task instances by hand. */
@ApiEndpoint
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}")
class TaskMarkApi {

    private static final List<TaskState> MARKS = List.of(TaskState.SUCCESS, TaskState.FAILED, TaskState.SKIPPED);
    private static final String[] NOT_YET = {"include_upstream", "include_downstream", "include_future", "include_past"
    };
    private static final Set<String> FIELDS = Query.names(Set.of("new_state"), NOT_YET);

    private final RunLookup runs;
    private final TaskInstanceRows instances;
    private final InstanceLookup lookup;
    private final InstanceAnswers answers;
    private final Commands commands;

    TaskMarkApi(
            RunLookup runs,
            TaskInstanceRows instances,
            InstanceLookup lookup,
            InstanceAnswers answers,
            Commands commands) {
        this.runs = runs;
        this.instances = instances;
        this.lookup = lookup;
        this.answers = answers;
        this.commands = commands;
    }

    /** All map indexes of a task, unless one is named. */
    @PatchMapping
    TaskInstanceApi.Instances mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var query = Query.of(request, Set.of("map_index", "update_mask"));
        checkMask(query);
        var mapIndex = query.integer("map_index");
        if (mapIndex.isPresent()) {
            return markOne(dagId, runId, taskId, mapIndex.get(), json, user);
        }
        var run = runs.find(dagId, runId);
        var all = instances.findByRunKeyAndTaskIdOrderByMapIndexAsc(run.runKey(), taskId);
        if (all.isEmpty()) {
            throw ApiRefusal.notFound("The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s` was not found"
                    .formatted(dagId, runId, taskId));
        }
        var state = state(json);
        for (var instance : all) {
            commands.await(new Command.MarkTask(dagId, runId, taskId, instance.mapIndex(), state, user.getName()));
        }
        return TaskInstanceApi.Instances.of(
                answers.of(List.of(run), instances.findByRunKeyAndTaskIdOrderByMapIndexAsc(run.runKey(), taskId)));
    }

    @PatchMapping("/{mapIndex}")
    TaskInstanceApi.Instances mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        checkMask(Query.of(request, Set.of("update_mask")));
        return markOne(dagId, runId, taskId, mapIndex, json, user);
    }

    private TaskInstanceApi.Instances markOne(
            String dagId, String runId, String taskId, int mapIndex, JsonNode json, Principal user) {
        var state = state(json);
        lookup.find(dagId, runId, taskId, mapIndex);
        commands.await(new Command.MarkTask(dagId, runId, taskId, mapIndex, state, user.getName()));
        var marked = lookup.find(dagId, runId, taskId, mapIndex);
        return TaskInstanceApi.Instances.of(answers.of(List.of(marked.run()), List.of(marked.instance())));
    }

    private static void checkMask(Query query) {
        var mask = query.texts("update_mask");
        if (!mask.isEmpty() && !mask.equals(List.of("new_state"))) {
            throw Query.invalid("update_mask", "Only new_state can be changed");
        }
    }

    private static TaskState state(JsonNode json) {
        var body = Body.of(json, FIELDS);
        body.refuseIfTrue(NOT_YET);
        var text = body.text("new_state")
                .orElseThrow(() -> Body.invalid("new_state", "It is missing: expected success, failed or skipped"));
        return MARKS.stream()
                .filter(state -> state.key().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> Body.invalid("new_state", "'%s' is none of: success, failed, skipped".formatted(text)));
    }
}
