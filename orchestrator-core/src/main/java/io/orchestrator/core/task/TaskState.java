package io.orchestrator.core.task;

import java.util.Locale;

/** The states of a task instance, named as in Airflow. {@link TaskLifecycle} is what moves them. */
public enum TaskState {
    /** Waits for its upstream. */
    NONE,
    /** Its rule is met; waits for a slot. */
    SCHEDULED,
    /** Handed to a worker; user code was not called yet. */
    QUEUED,
    /** User code was called. */
    RUNNING,
    /** Cleared while queued or running; starts again once the old attempt has ended. */
    RESTARTING,
    /** Failed with tries left; waits for its retry time. */
    UP_FOR_RETRY,
    /** Has not found what it looks for; waits to look again. */
    UP_FOR_RESCHEDULE,
    /** Waits for an instant, or for something else outside a worker. */
    DEFERRED,
    SUCCESS,
    FAILED,
    SKIPPED,
    UPSTREAM_FAILED,
    /** The task is not in the run's DAG version any more. */
    REMOVED;

    /** Final until a person clears or marks. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> true;
            case NONE, SCHEDULED, QUEUED, RUNNING, RESTARTING, UP_FOR_RETRY, UP_FOR_RESCHEDULE, DEFERRED -> false;
        };
    }

    /** A worker has an attempt of it, so it takes a slot. */
    public boolean isAtWorker() {
        return this == QUEUED || this == RUNNING || this == RESTARTING;
    }

    /** It waits outside a worker, and will go on with the same try. */
    public boolean isWaiting() {
        return this == UP_FOR_RESCHEDULE || this == DEFERRED;
    }

    public boolean isFailure() {
        return this == FAILED || this == UPSTREAM_FAILED;
    }

    /** The name in tables, URLs and the API: {@code up_for_retry}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no state has that key */
    public static TaskState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
