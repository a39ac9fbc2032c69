package io.orchestrator.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The run of another DAG for the same logical date, which a task without code waits for. It succeeds with that run, and fails if
 * that fails.
 *
 * @param taskId only this task of it is waited for, or null: all of it
 * @param earlier how much earlier its logical date is
 * @param timeout how long it is waited for, or null: for ever
 * @param isSoftFail what would be a failure skips the task
 */
public record OtherRun(
        String dagId,
        @Nullable String taskId,
        Duration earlier,
        @Nullable Duration timeout,
        boolean isSoftFail) implements EngineWait {

    public OtherRun {
        Checks.id("DAG", dagId);
        if (taskId != null) {
            Checks.id("task", taskId);
        }
        if (timeout != null) {
            Checks.duration("the timeout", timeout);
        }
    }

    public static OtherRun of(String dagId) {
        return new OtherRun(dagId, null, Duration.ZERO, null, false);
    }

    /** Only this task of the run is waited for. */
    public OtherRun task(String taskId) {
        return new OtherRun(dagId, taskId, earlier, timeout, isSoftFail);
    }

    /** The run whose logical date is so much earlier than this run's; later, if it is negative. */
    public OtherRun earlier(Duration by) {
        return new OtherRun(dagId, taskId, by, timeout, isSoftFail);
    }

    /** It is waited for so long; for ever unless set. */
    public OtherRun timeout(Duration timeout) {
        return new OtherRun(dagId, taskId, earlier, timeout, isSoftFail);
    }

    /** If that run fails, or does not come in time, the task is skipped. */
    public OtherRun softFail() {
        return new OtherRun(dagId, taskId, earlier, timeout, true);
    }
}
