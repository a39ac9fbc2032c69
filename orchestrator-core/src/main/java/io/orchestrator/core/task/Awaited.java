package io.orchestrator.core.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of another DAG that a task instance waits for; by its id, or else by its logical date.
 *
 * @param taskId only this task of it counts, or null: all of it
 */
public record Awaited(
        String dagId,
        @Nullable String runId,
        @Nullable Instant date,
        @Nullable String taskId) {

    @Override
    public String toString() {
        String run = "run " + (runId != null ? runId : "for " + date) + " of DAG " + dagId;
        return taskId == null ? run : "task " + taskId + " of " + run;
    }
}
