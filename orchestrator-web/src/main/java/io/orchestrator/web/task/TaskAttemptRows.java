package io.orchestrator.web.task;

import io.orchestrator.web.database.ReadRows;
import java.util.List;

/** Reads attempts. */
public interface TaskAttemptRows extends ReadRows<TaskAttemptRow, TaskAttemptRow.Key> {
    /** Attempts of a task instance in the order in which they were handed over. */
    List<TaskAttemptRow> findByRunKeyAndTaskIdAndMapIndexOrderByAttemptIdAsc(long runKey, String taskId, int mapIndex);
}
