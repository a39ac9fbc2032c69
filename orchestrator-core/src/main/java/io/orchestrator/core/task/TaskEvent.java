package io.orchestrator.core.task;

import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What can happen to a task instance. {@link TaskLifecycle} says what follows. */
public sealed interface TaskEvent {

    /** The trigger rule says: run. */
    record RuleMet() implements TaskEvent {}

    /** The trigger rule can no longer be met. */
    record RuleFailed(Ending ending, String reason) implements TaskEvent {

        /** What a rule that cannot be met makes of its task. */
        public enum Ending {
            SKIPPED,
            UPSTREAM_FAILED,
            REMOVED
        }
    }

    /** A worker session got an attempt of it. */
    record HandedOver(UUID attemptId, UUID sessionId) implements TaskEvent {}

    /** The worker is about to call user code. */
    record Started() implements TaskEvent {}

    /**
     * @param result what others need of its output, or null: nothing
     */
    record Succeeded(@Nullable TaskResult result) implements TaskEvent {}

    /** User code said that there is nothing to do. */
    record Skipped(String reason) implements TaskEvent {}

    /** A decision leaves it out before a worker got it. */
    record LeftOut(String reason) implements TaskEvent {}

    /** The engine itself did what the task is for. */
    record Decided(TaskResult result) implements TaskEvent {}

    /** The list it is mapped over has no element for it any more. */
    record Removed(String reason) implements TaskEvent {}

    /**
     * @param retryAt when the next attempt may start if tries are left; null: another try is useless
     */
    record Failed(Report.Failure failure, @Nullable Instant retryAt) implements TaskEvent {}

    /** Its check has not found what it looks for. */
    record Rescheduled(Instant until) implements TaskEvent {}

    /** Its code goes on later, with what it left. */
    record Deferred(Instant until, @Nullable JsonNode resume) implements TaskEvent {}

    /** The engine itself waits in the place of a worker. */
    record Awaits(@Nullable Instant until, @Nullable Awaited run) implements TaskEvent {}

    /** A worker has to go on with it. */
    record WaitOver() implements TaskEvent {}

    /**
     * What the engine did in the place of a worker has failed.
     *
     * @param skipped that is no failure: it is skipped
     */
    record GaveUp(String reason, boolean skipped) implements TaskEvent {}

    /** The attempt was stopped and nothing of it runs any more. */
    record Stopped() implements TaskEvent {}

    /**
     * Its worker is gone.
     *
     * @param budget how many attempts may be lost before the instance fails
     */
    record Lost(String reason, int budget) implements TaskEvent {}

    /** The worker gave it back before calling user code. */
    record HandedBack() implements TaskEvent {}

    /** The retry delay is over. */
    record RetryDue() implements TaskEvent {}

    /**
     * A person, or the clearing of an upstream task, wants it to run again.
     *
     * @param retries the tries that the author gives anew
     * @param attemptOpen a worker still has its last attempt: the next one waits for the end of that
     */
    record Cleared(int retries, boolean attemptOpen) implements TaskEvent {}

    /**
     * A state was set by hand, or the run was ended.
     *
     * @param state success, failed or skipped
     */
    record Marked(TaskState state, String reason) implements TaskEvent {}
}
