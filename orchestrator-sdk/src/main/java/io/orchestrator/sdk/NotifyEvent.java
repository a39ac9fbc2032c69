package io.orchestrator.sdk;

/** What people can be told of. */
public enum NotifyEvent {
    RUN_FAILED,
    RUN_SUCCEEDED,
    /** For good: no try is left. */
    TASK_FAILED,
    /** A try has failed, and another one follows. */
    TASK_RETRY,
    /** A run has missed one of its deadlines. */
    DEADLINE_MISSED,
    /** By the engine, because of {@link DagBuilder#maxFailedRuns}. */
    DAG_PAUSED
}
