package io.orchestrator.core.task;

import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One hand-over of a task instance to a worker.
 *
 * @param attemptId random UUIDv7, made at hand-over: the fence
 * @param failure what ended it, or null
 */
public record TaskAttempt(
        long runKey,
        UUID attemptId,
        String taskId,
        int mapIndex,
        int tryNumber,
        AttemptState state,
        UUID sessionId,
        String build,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Report.@Nullable Failure failure) {

    /** User code is about to be called. */
    public TaskAttempt started(Instant at) {
        return new TaskAttempt(
                runKey,
                attemptId,
                taskId,
                mapIndex,
                tryNumber,
                AttemptState.RUNNING,
                sessionId,
                build,
                queuedAt,
                at,
                null,
                null);
    }

    /** It has ended, for ever. */
    public TaskAttempt ended(AttemptState end, Report.@Nullable Failure why, Instant at) {
        return new TaskAttempt(
                runKey, attemptId, taskId, mapIndex, tryNumber, end, sessionId, build, queuedAt, startedAt, at, why);
    }
}
