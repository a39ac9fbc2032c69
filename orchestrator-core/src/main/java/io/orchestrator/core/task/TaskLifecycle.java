package io.orchestrator.core.task;

import io.orchestrator.core.task.TaskEvent.RuleFailed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The state machine of a task instance: state, event and time give the next state, or a refusal that says why. Nothing else
 * moves a task instance.
 */
public final class TaskLifecycle {

    private TaskLifecycle() {}

    /** What an event does. */
    public sealed interface Outcome {
        record Moved(TaskInstance next) implements Outcome {}

        /** Nothing changes. */
        record Refused(String reason) implements Outcome {}
    }

    public static Outcome apply(TaskInstance task, TaskEvent event, Instant now) {
        return switch (event) {
            case TaskEvent.RuleMet met -> from(task, event, TaskState.NONE, () -> scheduled(task, now));
            case RuleFailed failed ->
                from(task, event, TaskState.NONE, () -> ended(task, endingState(failed), failed.reason(), now));
            case TaskEvent.HandedOver to -> from(task, event, TaskState.SCHEDULED, () -> queued(task, to, now));
            case TaskEvent.Started started -> from(task, event, TaskState.QUEUED, () -> running(task, now));
            case TaskEvent.RetryDue due -> from(task, event, TaskState.UP_FOR_RETRY, () -> scheduled(task, now));
            case TaskEvent.Succeeded succeeded ->
                attemptEnded(task, event, () -> succeeded(task, succeeded.result(), now));
            case TaskEvent.Skipped skipped ->
                attemptEnded(task, event, () -> ended(task, TaskState.SKIPPED, skipped.reason(), now));
            case TaskEvent.LeftOut out -> leftOut(task, out, now);
            case TaskEvent.Decided decided -> engineEnded(task, event, () -> succeeded(task, decided.result(), now));
            case TaskEvent.Removed removed -> new Outcome.Moved(ended(task, TaskState.REMOVED, removed.reason(), now));
            case TaskEvent.Failed failed -> attemptEnded(task, event, () -> failed(task, failed, now));
            case TaskEvent.Rescheduled later ->
                attemptEnded(task, event, () -> paused(task, TaskState.UP_FOR_RESCHEDULE, later.until(), left(task)));
            case TaskEvent.Deferred later ->
                attemptEnded(task, event, () -> paused(task, TaskState.DEFERRED, later.until(), later.resume()));
            case TaskEvent.Awaits awaits -> from(task, event, TaskState.NONE, () -> awaiting(task, awaits, now));
            case TaskEvent.WaitOver over ->
                task.state().isWaiting() ? new Outcome.Moved(scheduled(task, now)) : refused(task, event);
            case TaskEvent.GaveUp gaveUp -> engineEnded(task, event, () -> gaveUp(task, gaveUp, now));
            case TaskEvent.Stopped stopped ->
                attemptEnded(task, event, () -> lost(task, "the worker stopped it", 0, now));
            case TaskEvent.Lost lost -> attemptEnded(task, event, () -> lost(task, lost.reason(), lost.budget(), now));
            case TaskEvent.HandedBack back -> attemptEnded(task, event, () -> returned(task, task.lostAttempts(), now));
            case TaskEvent.Cleared cleared -> new Outcome.Moved(cleared(task, cleared));
            case TaskEvent.Marked marked -> new Outcome.Moved(marked(task, marked, now));
        };
    }

    private static Outcome leftOut(TaskInstance task, TaskEvent.LeftOut event, Instant now) {
        return task.state() == TaskState.NONE || task.state() == TaskState.SCHEDULED
                ? new Outcome.Moved(ended(task, TaskState.SKIPPED, event.reason(), now))
                : refused(task, event);
    }

    private static Outcome from(TaskInstance task, TaskEvent event, TaskState expected, Next next) {
        return task.state() == expected ? new Outcome.Moved(next.get()) : refused(task, event);
    }

    /** The engine's own work ends where it begins, or after a wait. */
    private static Outcome engineEnded(TaskInstance task, TaskEvent event, Next next) {
        return task.state() == TaskState.NONE || task.state() == TaskState.DEFERRED
                ? new Outcome.Moved(next.get())
                : refused(task, event);
    }

    /** An attempt's end moves what a worker has; one that was cleared meanwhile begins anew, however the attempt ended. */
    private static Outcome attemptEnded(TaskInstance task, TaskEvent event, Next next) {
        return switch (task.state()) {
            case QUEUED, RUNNING -> new Outcome.Moved(next.get());
            case RESTARTING -> new Outcome.Moved(waiting(task, task.tryNumber(), task.maxTries()));
            case NONE,
                    SCHEDULED,
                    UP_FOR_RETRY,
                    UP_FOR_RESCHEDULE,
                    DEFERRED,
                    SUCCESS,
                    FAILED,
                    SKIPPED,
                    UPSTREAM_FAILED,
                    REMOVED -> refused(task, event);
        };
    }

    private static Outcome refused(TaskInstance task, TaskEvent event) {
        return new Outcome.Refused("task " + task.taskId() + " is "
                + task.state().key() + ", which " + event.getClass().getSimpleName() + " does not move");
    }

    private static TaskState endingState(RuleFailed failed) {
        return switch (failed.ending()) {
            case SKIPPED -> TaskState.SKIPPED;
            case UPSTREAM_FAILED -> TaskState.UPSTREAM_FAILED;
            case REMOVED -> TaskState.REMOVED;
        };
    }

    private static TaskInstance scheduled(TaskInstance t, Instant now) {
        return scheduled(t, t.tryNumber(), t.lostAttempts(), now);
    }

    private static TaskInstance scheduled(TaskInstance t, int tryNumber, int lostAttempts, Instant now) {
        return new TaskInstance(
                        t.runKey(),
                        t.taskId(),
                        t.mapIndex(),
                        TaskState.SCHEDULED,
                        null,
                        tryNumber,
                        t.maxTries(),
                        lostAttempts,
                        t.attemptId(),
                        null,
                        now,
                        null,
                        null,
                        null,
                        null,
                        null)
                .keeping(t.waiting() == null ? null : t.waiting().over());
    }

    private static TaskInstance queued(TaskInstance t, TaskEvent.HandedOver to, Instant now) {
        return new TaskInstance(
                        t.runKey(),
                        t.taskId(),
                        t.mapIndex(),
                        TaskState.QUEUED,
                        null,
                        t.tryNumber() + triesOf(t),
                        t.maxTries(),
                        t.lostAttempts(),
                        to.attemptId(),
                        to.sessionId(),
                        t.scheduledAt(),
                        now,
                        null,
                        null,
                        null,
                        null)
                .keeping(t.waiting());
    }

    /** What an attempt counts as: one that goes on with a try that has begun is none of its own. */
    private static int triesOf(TaskInstance t) {
        return t.isPaused() ? 0 : 1;
    }

    /** A try that goes on has begun before. */
    private static TaskInstance running(TaskInstance t, Instant now) {
        Waiting waiting = t.waiting();
        Instant began = waiting == null || waiting.startedAt() == null ? now : waiting.startedAt();
        return with(
                        t,
                        TaskState.RUNNING,
                        null,
                        t.tryNumber(),
                        t.lostAttempts(),
                        t.attemptId(),
                        t.sessionId(),
                        began,
                        null,
                        null)
                .keeping(waiting);
    }

    /** What it left to go on with stays while it looks in vain. */
    private static @Nullable JsonNode left(TaskInstance t) {
        return t.waiting() == null ? null : t.waiting().resume();
    }

    private static TaskInstance paused(TaskInstance t, TaskState state, Instant until, @Nullable JsonNode resume) {
        return with(t, state, null, t.tryNumber(), t.lostAttempts(), t.attemptId(), null, t.startedAt(), null, null)
                .keeping(Waiting.pause(t.waiting(), t.startedAt(), until, resume));
    }

    /** The engine's work counts as a try too: one that is cleared and begins anew is another one. */
    private static TaskInstance awaiting(TaskInstance t, TaskEvent.Awaits event, Instant now) {
        return with(t, TaskState.DEFERRED, null, t.tryNumber() + 1, t.lostAttempts(), null, null, now, null, null)
                .keeping(Waiting.byEngine(now, event.until(), event.run()));
    }

    private static TaskInstance gaveUp(TaskInstance t, TaskEvent.GaveUp event, Instant now) {
        return ended(t, event.skipped() ? TaskState.SKIPPED : TaskState.FAILED, event.reason(), now);
    }

    private static TaskInstance ended(TaskInstance t, TaskState state, @Nullable String reason, Instant now) {
        return with(
                        t,
                        state,
                        reason,
                        t.tryNumber(),
                        t.lostAttempts(),
                        t.attemptId(),
                        t.sessionId(),
                        t.startedAt(),
                        now,
                        null)
                .keeping(t.waiting() == null ? null : t.waiting().ended());
    }

    private static TaskInstance succeeded(TaskInstance t, @Nullable TaskResult result, Instant now) {
        return withResult(ended(t, TaskState.SUCCESS, null, now), result);
    }

    /** One that is marked a success keeps what its last attempt had as a result. */
    private static TaskInstance marked(TaskInstance t, TaskEvent.Marked event, Instant now) {
        return withResult(ended(t, event.state(), event.reason(), now), t.result());
    }

    private static TaskInstance withResult(TaskInstance t, @Nullable TaskResult result) {
        return new TaskInstance(
                t.runKey(),
                t.taskId(),
                t.mapIndex(),
                t.state(),
                t.stateReason(),
                t.tryNumber(),
                t.maxTries(),
                t.lostAttempts(),
                t.attemptId(),
                t.sessionId(),
                t.scheduledAt(),
                t.queuedAt(),
                t.startedAt(),
                t.endedAt(),
                t.retryAt(),
                result,
                t.label(),
                t.waiting());
    }

    private static TaskInstance failed(TaskInstance t, TaskEvent.Failed event, Instant now) {
        String reason = event.failure().message();
        if (event.retryAt() == null || !t.mayRetry()) {
            return ended(t, TaskState.FAILED, reason, now);
        }
        return with(
                        t,
                        TaskState.UP_FOR_RETRY,
                        reason,
                        t.tryNumber(),
                        t.lostAttempts(),
                        t.attemptId(),
                        null,
                        t.startedAt(),
                        null,
                        event.retryAt())
                .keeping(t.waiting() == null ? null : t.waiting().nextTry());
    }

    private static TaskInstance lost(TaskInstance t, String reason, int budget, Instant now) {
        int lost = t.lostAttempts() + 1;
        if (budget > 0 && lost > budget) {
            return ended(
                    t, TaskState.FAILED, lost + " attempts were lost with their workers; the last: " + reason, now);
        }
        return returned(t, lost, now);
    }

    /** Back to the queue; the try that did not count is given back. */
    private static TaskInstance returned(TaskInstance t, int lostAttempts, Instant now) {
        return scheduled(t, t.tryNumber() - triesOf(t), lostAttempts, now);
    }

    /** A try that waits outside a worker has not ended and never will: it does not count. */
    private static TaskInstance cleared(TaskInstance t, TaskEvent.Cleared event) {
        if (t.state().isWaiting()) {
            return waiting(t, t.tryNumber() - 1, t.tryNumber() - 1 + event.retries());
        }
        int maxTries = t.tryNumber() + event.retries();
        return event.attemptOpen()
                ? new TaskInstance(
                        t.runKey(),
                        t.taskId(),
                        t.mapIndex(),
                        TaskState.RESTARTING,
                        null,
                        t.tryNumber(),
                        maxTries,
                        0,
                        t.attemptId(),
                        t.sessionId(),
                        t.scheduledAt(),
                        t.queuedAt(),
                        t.startedAt(),
                        null,
                        null,
                        null)
                : waiting(t, t.tryNumber(), maxTries);
    }

    private static TaskInstance waiting(TaskInstance t, int tryNumber, int maxTries) {
        return new TaskInstance(
                t.runKey(),
                t.taskId(),
                t.mapIndex(),
                TaskState.NONE,
                null,
                tryNumber,
                maxTries,
                0,
                t.attemptId(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static TaskInstance with(
            TaskInstance t,
            TaskState state,
            @Nullable String reason,
            int tryNumber,
            int lostAttempts,
            @Nullable UUID attemptId,
            @Nullable UUID sessionId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant retryAt) {
        return new TaskInstance(
                t.runKey(),
                t.taskId(),
                t.mapIndex(),
                state,
                reason,
                tryNumber,
                t.maxTries(),
                lostAttempts,
                attemptId,
                sessionId,
                t.scheduledAt(),
                t.queuedAt(),
                startedAt,
                endedAt,
                retryAt,
                null);
    }

    private interface Next {
        TaskInstance get();
    }
}
