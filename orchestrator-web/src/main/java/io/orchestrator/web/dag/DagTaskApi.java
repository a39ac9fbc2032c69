package io.orchestrator.web.dag;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tasks of a DAG's newest version. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/tasks")
class DagTaskApi {

    private static final Map<String, Comparator<TaskSpecAnswer>> ORDERS = Map.of(
            "task_id", Comparator.comparing(TaskSpecAnswer::taskId),
            "-task_id", Comparator.comparing(TaskSpecAnswer::taskId).reversed());

    private final DagLookup dags;

    DagTaskApi(DagLookup dags) {
        this.dags = dags;
    }

    record Tasks(List<TaskSpecAnswer> tasks, int totalEntries) {}

    @GetMapping
    Tasks list(@PathVariable String dagId, HttpServletRequest request) {
        var orderBy = Query.of(request, Set.of("order_by")).text("order_by").orElse("task_id");
        var order = ORDERS.get(orderBy);
        if (order == null) {
            throw ApiRefusal.badRequest(
                    "Ordering with '%s' is not possible: use task_id or -task_id".formatted(orderBy));
        }
        var source = dags.find(dagId).source();
        var graph = dags.newestGraph(dagId);
        var tasks = TaskSpecAnswer.all(graph, source).stream().sorted(order).toList();
        return new Tasks(tasks, tasks.size());
    }

    @GetMapping("/{taskId}")
    TaskSpecAnswer show(@PathVariable String dagId, @PathVariable String taskId) {
        var source = dags.find(dagId).source();
        var graph = dags.newestGraph(dagId);
        return TaskSpecAnswer.all(graph, source).stream()
                .filter(task -> task.taskId().equals(taskId))
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("Task with id %s was not found".formatted(taskId)));
    }
}
