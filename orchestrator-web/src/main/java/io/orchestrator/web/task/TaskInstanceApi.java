package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.api.TimeWindows;
import io.orchestrator.web.api.Totals;
import io.orchestrator.web.dag.DagLookup;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Task instances: list and show. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances")
class TaskInstanceApi {

    private static final Set<String> PARAMETERS =
            Query.names(InstanceFilter.PARAMETERS, Paging.PARAMETERS.toArray(String[]::new));
    private static final Map<String, String> SORTABLE = Map.of(
            "task_id", "taskId",
            "task_display_name", "taskId",
            "state", "state",
            "map_index", "mapIndex",
            "try_number", "tryNumber",
            "start_date", "startedAt",
            "end_date", "endedAt",
            "queued_at", "queuedAt");
    private static final Sort USUAL = Sort.by("runKey", "taskId", "mapIndex");

    private final TaskInstanceRows instances;
    private final InstanceLookup lookup;
    private final RunLookup runs;
    private final DagLookup dags;
    private final InstanceAnswers answers;
    private final Access access;
    private final Totals totals;
    private final TimeWindows windows;

    TaskInstanceApi(
            TaskInstanceRows instances,
            InstanceLookup lookup,
            RunLookup runs,
            DagLookup dags,
            InstanceAnswers answers,
            Access access,
            Totals totals,
            TimeWindows windows) {
        this.instances = instances;
        this.lookup = lookup;
        this.runs = runs;
        this.dags = dags;
        this.answers = answers;
        this.access = access;
        this.totals = totals;
        this.windows = windows;
    }

    /** A list of task instances. */
    record Instances(List<InstanceAnswer> taskInstances, long totalEntries) {

        static Instances of(List<InstanceAnswer> all) {
            return new Instances(all, all.size());
        }
    }

    @GetMapping
    Instances list(@PathVariable String dagId, @PathVariable String runId, HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, SORTABLE, USUAL);
        checkThere(dagId, runId);
        var part = part(paging, dagId, runId, query);
        return new Instances(answers.of(part.rows()), part.total());
    }

    /** What the body asks for, of the DAG and run of the address; each may be {@code ~}. */
    @PostMapping("/list")
    @Needs(Right.SEE)
    Instances listAll(@PathVariable String dagId, @PathVariable String runId, @RequestBody JsonNode json) {
        var query = Query.ofBody(json, InstanceFilter.BODY);
        checkThere(dagId, runId);
        try {
            var part = part(Paging.of(query, SORTABLE, USUAL), dagId, runId, query);
            return new Instances(answers.of(part.rows()), part.total());
        } catch (ApiRefusal wrong) {
            throw wrong.inBody();
        }
    }

    private Paging.Part<TaskInstanceRow> part(Paging paging, String dagId, String runId, Query query) {
        var visible = access.dags(Right.SEE);
        var filter = InstanceFilter.of(dagId, runId, query, visible);
        var list = List.of("task instances", dagId, runId, query.filters(), visible);
        return runId.equals("~")
                ? paging.readLongest(instances, filter, totals, list, windows)
                : paging.readLong(instances, filter, totals, list);
    }

    @GetMapping("/{taskId}/listMapped")
    Instances mapped(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, SORTABLE, USUAL);
        runs.find(dagId, runId);
        var filter = InstanceFilter.of(dagId, runId, query, access.dags(Right.SEE))
                .and((row, criteria, build) -> build.and(
                        build.equal(row.get("taskId"), taskId), build.greaterThanOrEqualTo(row.get("mapIndex"), 0)));
        var part = paging.read(instances, filter);
        return new Instances(answers.of(part.rows()), part.total());
    }

    @GetMapping("/{taskId}")
    InstanceAnswer show(@PathVariable String dagId, @PathVariable String runId, @PathVariable String taskId) {
        return show(dagId, runId, taskId, TaskInstance.UNMAPPED);
    }

    @GetMapping("/{taskId}/{mapIndex}")
    InstanceAnswer show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex) {
        var found = lookup.find(dagId, runId, taskId, mapIndex);
        return answers.of(List.of(found.run()), List.of(found.instance())).getFirst();
    }

    private void checkThere(String dagId, String runId) {
        if (!dagId.equals("~")) {
            dags.find(dagId);
            if (!runId.equals("~")) {
                runs.find(dagId, runId);
            }
        }
    }
}
