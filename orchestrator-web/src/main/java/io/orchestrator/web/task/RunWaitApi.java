package io.orchestrator.web.task;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.Pauses;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Waits for the end of a run: a line for each look at it, the last one with what was asked for of its outputs. */
@ApiEndpoint
@Needs(Right.SEE)
class RunWaitApi {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RunLookup runs;
    private final TaskInstanceRows instances;
    private final TaskOutputRows outputs;
    private final Pauses pauses;
    private final JsonMapper json;

    RunWaitApi(RunLookup runs, TaskInstanceRows instances, TaskOutputRows outputs, Pauses pauses, JsonMapper json) {
        this.runs = runs;
        this.instances = instances;
        this.outputs = outputs;
        this.pauses = pauses;
        this.json = json;
    }

    @GetMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/wait")
    void await(
            @PathVariable String dagId,
            @PathVariable String runId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var query = Query.of(request, Set.of("interval", "result"));
        var interval = interval(query);
        var run = runs.find(dagId, runId);
        response.setContentType("application/x-ndjson");
        var out = response.getOutputStream();
        var ended = false;
        do {
            run = runs.find(dagId, runId);
            ended = DagRunState.of(run.state()).isFinal();
            out.write((line(run, ended ? query.texts("result") : List.of()) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } while (!ended && pauses.pause(interval));
    }

    private static Duration interval(Query query) {
        var text =
                query.text("interval").orElseThrow(() -> Query.invalid("interval", "It is missing: expected seconds"));
        try {
            var seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds <= LONGEST.toSeconds()) {
                var asked = Duration.ofMillis((long) (seconds * 1_000));
                return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw Query.invalid(
                "interval", "Expected a number of seconds above 0, at most %d".formatted(LONGEST.toSeconds()));
    }

    private String line(DagRunRow run, List<String> tasks) {
        var line = json.createObjectNode().put("state", run.state());
        if (!tasks.isEmpty()) {
            var results = json.createObjectNode();
            tasks.forEach(taskId -> add(run, taskId, results));
            line.set("results", results);
        }
        return json.writeValueAsString(line);
    }

    private void add(DagRunRow run, String taskId, ObjectNode results) {
        var attempt = instances
                .findById(new TaskInstanceRow.Key(run.runKey(), taskId, TaskInstance.UNMAPPED))
                .map(TaskInstanceRow::attemptId);
        JsonNode value = attempt.flatMap(id -> outputs.findById(new TaskOutputRow.Key(run.runKey(), id)))
                .map(output -> json.readTree(output.value()))
                .orElseGet(json::nullNode);
        results.set(taskId, value);
    }
}
