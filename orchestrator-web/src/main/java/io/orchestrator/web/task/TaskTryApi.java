package io.orchestrator.web.task;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tries of a task instance. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}")
class TaskTryApi {

    private final InstanceLookup lookup;
    private final TaskAttemptRows attempts;
    private final InstanceAnswers answers;

    TaskTryApi(InstanceLookup lookup, TaskAttemptRows attempts, InstanceAnswers answers) {
        this.lookup = lookup;
        this.attempts = attempts;
        this.answers = answers;
    }

    record Tries(List<TryAnswer> taskInstances, int totalEntries) {}

    @GetMapping("/tries")
    Tries list(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        return list(dagId, runId, taskId, mapIndex(request));
    }

    @GetMapping("/{mapIndex}/tries")
    Tries list(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex) {
        var found = lookup.find(dagId, runId, taskId, mapIndex);
        var tries = answers.tries(found.run(), found.instance(), tries(found.instance()));
        return new Tries(tries, tries.size());
    }

    @GetMapping("/tries/{tryNumber}")
    TryAnswer show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int tryNumber,
            HttpServletRequest request) {
        return show(dagId, runId, taskId, mapIndex(request), tryNumber);
    }

    @GetMapping("/{mapIndex}/tries/{tryNumber}")
    TryAnswer show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable int mapIndex,
            @PathVariable int tryNumber) {
        var found = lookup.find(dagId, runId, taskId, mapIndex);
        var one = tries(found.instance()).stream()
                .filter(attempt -> attempt.tryNumber() == tryNumber)
                .toList();
        if (one.isEmpty()) {
            throw ApiRefusal.notFound("Task %s of run %s has no try %d".formatted(taskId, runId, tryNumber));
        }
        return answers.tries(found.run(), found.instance(), one).getFirst();
    }

    private static int mapIndex(HttpServletRequest request) {
        return Query.of(request, Set.of("map_index")).integer("map_index").orElse(-1);
    }

    /** One attempt for each try: a lost or handed-back one gave its number to the next. */
    private List<TaskAttemptRow> tries(TaskInstanceRow instance) {
        var byNumber = new TreeMap<Integer, TaskAttemptRow>();
        for (var attempt : attempts.findByRunKeyAndTaskIdAndMapIndexOrderByAttemptIdAsc(
                instance.runKey(), instance.taskId(), instance.mapIndex())) {
            if (!attempt.state().equals(AttemptState.HANDED_BACK.key())) {
                byNumber.put(attempt.tryNumber(), attempt);
            }
        }
        return List.copyOf(byNumber.values());
    }
}
