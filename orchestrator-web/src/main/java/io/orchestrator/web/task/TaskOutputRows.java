package io.orchestrator.web.task;

import io.orchestrator.web.database.ReadRows;

/** Reads outputs. */
public interface TaskOutputRows extends ReadRows<TaskOutputRow, TaskOutputRow.Key> {}
