package io.orchestrator.web.monitor;

import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskSum;
import io.orchestrator.web.task.TaskSums;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The tasks of a run beside the graph that it follows. */
@Component
class RunTasks {

    private final TaskSums sums;
    private final DagGraphs graphs;

    RunTasks(TaskSums sums, DagGraphs graphs) {
        this.sums = sums;
        this.graphs = graphs;
    }

    /** In the order of the definition. */
    List<TaskSum> inOrder(DagRunRow run) {
        Map<String, Integer> order = new HashMap<>();
        specs(run).forEach(task -> order.put(task.taskId(), order.size()));
        return sums.of(run.runKey()).values().stream()
                .sorted(Comparator.comparing((TaskSum task) -> order.getOrDefault(task.taskId(), Integer.MAX_VALUE))
                        .thenComparing(TaskSum::taskId))
                .toList();
    }

    /** The ids of the tasks that made the run as long as it was, first to last. */
    Set<String> critical(DagRunRow run, List<TaskSum> tasks, Instant now) {
        Map<String, List<String>> upstream = new HashMap<>();
        specs(run)
                .forEach(task -> upstream.put(
                        task.taskId(),
                        Stream.concat(task.inputs().stream(), task.after().stream())
                                .distinct()
                                .toList()));
        Map<String, Instant> ended = new HashMap<>();
        for (TaskSum task : tasks) {
            var end = task.endOr(now);
            if (end != null) {
                ended.put(task.taskId(), end);
            }
        }
        return CriticalPath.of(upstream, ended);
    }

    private List<TaskSpec> specs(DagRunRow run) {
        return graphs.find(run.dagId(), run.version())
                .map(graph -> graph.tasks())
                .orElse(List.of());
    }
}
