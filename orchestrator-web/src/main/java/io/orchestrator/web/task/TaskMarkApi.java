package io.orchestrator.web.task;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Marks task instances by hand, writes notes about them, and tells beforehand what would be marked. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}")
class TaskMarkApi {

    private final Marks marks;

    TaskMarkApi(Marks marks) {
        this.marks = marks;
    }

    /** All map indexes of a task, unless one is named. */
    @PatchMapping
    @Needs(Right.OPERATE)
    TaskInstanceApi.Instances mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var query = Query.of(request, Set.of("map_index", "update_mask"));
        var where =
                new Marks.Where(dagId, runId, taskId, query.integer("map_index").orElse(null));
        return marks.apply(where, MarkBody.of(json, query), user.getName());
    }

    @PatchMapping("/{mapIndex}")
    @Needs(Right.OPERATE)
    TaskInstanceApi.Instances mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var body = MarkBody.of(json, Query.of(request, Set.of("update_mask")));
        return marks.apply(new Marks.Where(dagId, runId, taskId, mapIndex), body, user.getName());
    }

    @PatchMapping("/dry_run")
    @Needs(Right.OPERATE)
    TaskInstanceApi.Instances preview(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var query = Query.of(request, Set.of("map_index", "update_mask"));
        var where =
                new Marks.Where(dagId, runId, taskId, query.integer("map_index").orElse(null));
        return marks.preview(where, MarkBody.of(json, query), user.getName());
    }

    @PatchMapping("/{mapIndex}/dry_run")
    @Needs(Right.OPERATE)
    TaskInstanceApi.Instances preview(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var body = MarkBody.of(json, Query.of(request, Set.of("update_mask")));
        return marks.preview(new Marks.Where(dagId, runId, taskId, mapIndex), body, user.getName());
    }
}
