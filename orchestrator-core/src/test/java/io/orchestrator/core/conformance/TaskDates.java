package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.schedule.ScheduleBounds;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Between which dates a DAG has runs whose tasks have dates of their own. */
final class TaskDates {

    private TaskDates() {}

    static void check(Case testCase) {
        JsonNode json = testCase.json();
        List<TaskSpec> tasks = new ArrayList<>();
        for (JsonNode dates : json.required("task_dates")) {
            tasks.add(task(tasks.size(), date(dates.get(0)), date(dates.get(1))));
        }
        DagGraph graph = DagGraph.builder("dag")
                .startDate(date(json.required("dag_start_date")))
                .endDate(date(json.required("dag_end_date")))
                .maxActiveRuns(1)
                .maxActiveTasks(1)
                .tasks(tasks)
                .build();
        assertThat(ScheduleBounds.of(graph))
                .isEqualTo(new ScheduleBounds(
                        date(json.required("expect_earliest")), date(json.required("expect_latest"))));
    }

    private static TaskSpec task(int number, @Nullable Instant start, @Nullable Instant end) {
        return TaskSpec.builder("t" + number)
                .control(ControlSpec.PLAIN.between(start, end))
                .build();
    }

    private static @Nullable Instant date(JsonNode date) {
        return date.isNull()
                ? null
                : LocalDate.parse(date.asString()).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
