package io.orchestrator.web.dag;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WeightRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A task of a DAG, as the API gives it. */
record TaskSpecAnswer(
        String taskId,
        String taskDisplayName,
        @Nullable String owner,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        String triggerRule,
        boolean dependsOnPast,
        boolean waitForDownstream,
        double retries,
        String queue,
        String pool,
        double poolSlots,
        @Nullable Delta executionTimeout,
        Delta retryDelay,
        double retryExponentialBackoff,
        double priorityWeight,
        String weightRule,
        @Nullable String uiColor,
        @Nullable String uiFgcolor,
        List<String> templateFields,
        List<String> downstreamTaskIds,
        @Nullable String docMd,
        String operatorName,
        Map<String, Object> params,
        Map<String, Object> classRef,
        boolean isMapped,
        List<String> extraLinks) {

    /** A duration, in parts, as Airflow gives it here. */
    record Delta(@JsonProperty("__type") String type, long days, long seconds, long microseconds) {

        static Delta of(Duration duration) {
            return new Delta(
                    "TimeDelta",
                    duration.toDays(),
                    duration.toSeconds() % Duration.ofDays(1).toSeconds(),
                    duration.toNanosPart() / 1_000);
        }
    }

    /** All tasks of a DAG, in the order of their definition. */
    static List<TaskSpecAnswer> all(DagGraph graph, String source) {
        Map<String, List<String>> downstream = new HashMap<>();
        for (var task : graph.tasks()) {
            Stream.concat(task.inputs().stream(), task.after().stream())
                    .distinct()
                    .forEach(before -> downstream
                            .computeIfAbsent(before, first -> new ArrayList<>())
                            .add(task.taskId()));
        }
        downstream.values().forEach(Collections::sort);
        return graph.tasks().stream()
                .map(task -> of(graph, task, downstream.getOrDefault(task.taskId(), List.of()), source))
                .toList();
    }

    private static TaskSpecAnswer of(DagGraph graph, TaskSpec task, List<String> downstream, String source) {
        var timeout = task.timeout();
        return new TaskSpecAnswer(
                task.taskId(),
                task.taskId(),
                graph.owners().isEmpty() ? null : graph.owners().getFirst(),
                graph.startDate(),
                graph.endDate(),
                task.triggerRule().name().toLowerCase(Locale.ROOT),
                task.control().past() != null,
                task.control().past() != null && task.control().past().waitForDownstream(),
                task.retry().retries(),
                task.queue(),
                task.limits().pool(),
                task.limits().slots(),
                timeout == null ? null : Delta.of(timeout),
                Delta.of(task.retry().delay()),
                task.retry().factor() == 1 ? 0 : task.retry().factor(),
                task.priorityWeight(),
                weightRule(task),
                null,
                null,
                List.of(),
                downstream,
                task.description(),
                "task",
                Map.of(),
                Map.of("class_name", source),
                isMapped(graph, task),
                List.of());
    }

    private static String weightRule(TaskSpec task) {
        return switch (task.weightRule()) {
            case WeightRule.Downstream down -> "downstream";
            case WeightRule.Upstream up -> "upstream";
            case WeightRule.Absolute own -> "absolute";
            case WeightRule.Formula formula -> "formula";
        };
    }

    /** By itself, or with a group that it lies in. */
    private static boolean isMapped(DagGraph graph, TaskSpec task) {
        var group = task.control().group();
        return task.control().mapping() != null
                || group != null
                        && graph.groups().stream()
                                .filter(spec -> spec.mapping() != null)
                                .anyMatch(spec -> (group + ".").startsWith(spec.groupId() + "."));
    }
}
