package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a task instance still waits for; and its links, of which there are none. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}")
class DependencyApi {

    private final InstanceLookup lookup;
    private final Explanations explanations;

    DependencyApi(InstanceLookup lookup, Explanations explanations) {
        this.lookup = lookup;
        this.explanations = explanations;
    }

    record Dependencies(List<Dependency> dependencies) {}

    /**
     * @param name the kind of the cause
     * @param reason a sentence
     */
    record Dependency(String name, String reason) {}

    record Links(Map<String, String> extraLinks, int totalEntries) {}

    @GetMapping("/dependencies")
    Dependencies dependencies(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        return dependencies(dagId, runId, taskId, mapIndex(request));
    }

    @GetMapping("/{mapIndex}/dependencies")
    Dependencies dependencies(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex) {
        lookup.find(dagId, runId, taskId, mapIndex);
        var why = explanations.of(dagId, runId, taskId, mapIndex);
        return new Dependencies(why.steps().stream()
                .map(step -> new Dependency(step.cause(), step.sentence()))
                .toList());
    }

    @GetMapping("/links")
    Links links(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        lookup.find(dagId, runId, taskId, mapIndex(request));
        return new Links(Map.of(), 0);
    }

    /** As Airflow answers where logs are kept by itself. */
    @GetMapping("/externalLogUrl/{tryNumber}")
    Object externalLog(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int tryNumber,
            HttpServletRequest request) {
        lookup.find(dagId, runId, taskId, mapIndex(request));
        throw ApiRefusal.badRequest("Logs are kept here, not elsewhere: read them at .../logs/%d".formatted(tryNumber));
    }

    private static int mapIndex(HttpServletRequest request) {
        return Query.of(request, Set.of("map_index")).integer("map_index").orElse(TaskInstance.UNMAPPED);
    }
}
