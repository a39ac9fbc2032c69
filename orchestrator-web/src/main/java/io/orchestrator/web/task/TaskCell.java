package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task instance as grid and graph show it. */
public record TaskCell(
        long runKey,
        String taskId,
        int mapIndex,
        String state,
        int tryNumber,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** Of two map indexes of one task the one that needs a look, for they share a cell. */
    public static TaskCell telling(TaskCell one, TaskCell other) {
        return urgency(one) >= urgency(other) ? one : other;
    }

    private static int urgency(TaskCell cell) {
        return switch (TaskState.of(cell.state)) {
            case FAILED -> 10;
            case UPSTREAM_FAILED -> 9;
            case UP_FOR_RETRY -> 8;
            case RESTARTING -> 7;
            case RUNNING -> 6;
            case QUEUED -> 5;
            case SCHEDULED -> 4;
            case NONE -> 3;
            case SUCCESS -> 2;
            case SKIPPED -> 1;
            case REMOVED -> 0;
        };
    }
}
