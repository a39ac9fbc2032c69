package io.orchestrator.sdk;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of another DAG that a task without code starts.
 *
 * @param params what it is given: a record, or a map
 * @param isSameDate it gets the logical date of this run; if there is a run for that date, it is that one
 * @param isWaiting the task ends with that run, and fails if that fails
 * @param timeout how long it is waited for, or null: for ever
 * @param isSoftFail what would be a failure skips the task
 */
public record TriggerRun(
        String dagId,
        Object params,
        boolean isSameDate,
        boolean isWaiting,
        @Nullable Duration timeout,
        boolean isSoftFail)
        implements EngineWait {

    public TriggerRun {
        Checks.id("DAG", dagId);
        if (timeout != null) {
            Checks.duration("the timeout", timeout);
        }
    }

    public static TriggerRun of(String dagId) {
        return new TriggerRun(dagId, Map.of(), false, false, null, false);
    }

    /** What the run is given, as its DAG declares it. */
    public TriggerRun params(Record params) {
        return new TriggerRun(dagId, params, isSameDate, isWaiting, timeout, isSoftFail);
    }

    /** The same for a DAG that declares none. */
    public TriggerRun params(Map<String, ?> params) {
        return new TriggerRun(dagId, Map.copyOf(params), isSameDate, isWaiting, timeout, isSoftFail);
    }

    /** The run gets the logical date of this run; if there is one for that date already, it is taken for it. */
    public TriggerRun sameDate() {
        return new TriggerRun(dagId, params, true, isWaiting, timeout, isSoftFail);
    }

    /** The task ends when the run has, and as that has; nothing is taken up meanwhile. */
    public TriggerRun waiting() {
        return new TriggerRun(dagId, params, isSameDate, true, timeout, isSoftFail);
    }

    /** As {@link #waiting()}, but not longer than this. */
    public TriggerRun waiting(Duration timeout) {
        return new TriggerRun(dagId, params, isSameDate, true, timeout, isSoftFail);
    }

    /** If the run fails, does not end in time or cannot be started, the task is skipped. */
    public TriggerRun softFail() {
        return new TriggerRun(dagId, params, isSameDate, isWaiting, timeout, true);
    }
}
