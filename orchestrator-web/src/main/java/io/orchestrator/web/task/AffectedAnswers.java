package io.orchestrator.web.task;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.orchestrator.core.task.TaskInstance;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells of the task instances that a command changes, all of them, in the engine's order. */
@Component
class AffectedAnswers {

    private final TaskInstanceRows rows;
    private final InstanceAnswers answers;

    AffectedAnswers(TaskInstanceRows rows, InstanceAnswers answers) {
        this.rows = rows;
        this.answers = answers;
    }

    /** A task that only the newest version has is told of too, although it has no row before the run moves there. */
    TaskInstanceApi.Instances of(List<TaskInstance> affected) {
        var keys = affected.stream().map(TaskInstance::runKey).collect(toSet());
        Map<TaskInstanceRow.Key, TaskInstanceRow> stored =
                rows.findByRunKeyIn(keys).stream().collect(toMap(TaskInstanceRow::key, row -> row));
        var found = affected.stream()
                .map(TaskInstanceRow::of)
                .map(row -> stored.getOrDefault(row.key(), row))
                .toList();
        return TaskInstanceApi.Instances.of(answers.of(found));
    }
}
