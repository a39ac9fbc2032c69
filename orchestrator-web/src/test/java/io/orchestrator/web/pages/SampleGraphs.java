package io.orchestrator.web.pages;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graphs of many shapes. */
final class SampleGraphs {

    private SampleGraphs() {}

    static DagGraph pipeline(String dagId, @Nullable String description, List<String> tags) {
        return graph(
                dagId,
                description,
                tags,
                List.of(
                        task("ingest_data", List.of(), List.of()),
                        task("validate_data", List.of("ingest_data"), List.of()),
                        task("transform_data", List.of("ingest_data"), List.of("validate_data")),
                        task("train_model", List.of("transform_data"), List.of()),
                        task("evaluate_model", List.of("train_model", "transform_data"), List.of()),
                        task("publish_report", List.of("evaluate_model"), List.of())));
    }

    static DagGraph chain(String dagId, @Nullable String description, List<String> tags, String... taskIds) {
        List<TaskSpec> tasks = new ArrayList<>();
        for (int i = 0; i < taskIds.length; i++) {
            tasks.add(task(taskIds[i], i == 0 ? List.of() : List.of(taskIds[i - 1]), List.of()));
        }
        return graph(dagId, description, tags, tasks);
    }

    /** One task, many beside each other, one that waits for all. */
    static DagGraph fan(String dagId, @Nullable String description, int width) {
        List<TaskSpec> tasks = new ArrayList<>();
        tasks.add(task("split", List.of(), List.of()));
        List<String> middle = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            middle.add("score_part_%04d".formatted(i));
            tasks.add(task(middle.getLast(), List.of("split"), List.of()));
        }
        tasks.add(task("collect", List.of(), middle));
        return graph(dagId, description, List.of("wide"), tasks);
    }

    private static DagGraph graph(String dagId, @Nullable String description, List<String> tags, List<TaskSpec> tasks) {
        return DagGraph.builder(dagId)
                .description(description)
                .tags(tags)
                .owners("data-platform")
                .schedule(new ScheduleSpec.Cron(
                        "0 6 * * *", "Europe/Berlin", ScheduleSpec.Gap.RUN_AT_GAP_END, ScheduleSpec.Overlap.FIRST))
                .catchup(Catchup.LATEST)
                .maxActiveRuns(1)
                .maxActiveTasks(16)
                .runTimeout(Duration.ofHours(2))
                .tasks(tasks)
                .build();
    }

    private static TaskSpec task(String taskId, List<String> inputs, List<String> after) {
        return TaskSpec.builder(taskId)
                .description("What " + taskId.replace('_', ' ') + " is there for.")
                .inputs(inputs)
                .after(after)
                .outputType("java.util.List<com.example.flights.FlightFeatures>")
                .retry(new RetrySpec(2, Duration.ofSeconds(30), 2.0, Duration.ofMinutes(10), true))
                .timeout(Duration.ofMinutes(10))
                .build();
    }
}
