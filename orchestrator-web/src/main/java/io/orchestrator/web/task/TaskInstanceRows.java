package io.orchestrator.web.task;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;

/** Reads task instances. */
public interface TaskInstanceRows extends ReadRows<TaskInstanceRow, TaskInstanceRow.Key> {
    List<TaskInstanceRow> findByRunKeyAndTaskIdIn(long runKey, Collection<String> taskIds);

    List<TaskInstanceRow> findByRunKeyIn(Collection<Long> runKeys);

    List<TaskInstanceRow> findByRunKeyAndTaskIdOrderByMapIndexAsc(long runKey, String taskId);
}
