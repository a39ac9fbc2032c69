package io.orchestrator.core.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One task of one run (and of one map index), as its row says.
 *
 * @param mapIndex -1 for a task that is not mapped
 * @param stateReason a sentence, where the state alone does not tell
 * @param tryNumber the number of the current or last attempt; 0: none yet. A lost or handed-back attempt gives its number back
 * @param maxTries a failed attempt is repeated while {@code tryNumber <= maxTries}
 * @param lostAttempts attempts lost with their worker since the last clearing
 * @param attemptId the current attempt while a worker has it, afterwards the last one
 * @param retryAt null unless up for retry
 * @param result what others need of its output, or null: nothing
 * @param label what user code called it in its last attempt, or null
 * @param waiting what it keeps to go on with, if it has left its worker to wait, or null
 */
public record TaskInstance(
        long runKey,
        String taskId,
        int mapIndex,
        TaskState state,
        @Nullable String stateReason,
        int tryNumber,
        int maxTries,
        int lostAttempts,
        @Nullable UUID attemptId,
        @Nullable UUID sessionId,
        @Nullable Instant scheduledAt,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant retryAt,
        @Nullable TaskResult result,
        @Nullable String label,
        @Nullable Waiting waiting) {

    /** The map index of a task that is not mapped. */
    public static final int UNMAPPED = -1;

    /** One that user code has not called anything, and that does not wait. */
    public TaskInstance(
            long runKey,
            String taskId,
            int mapIndex,
            TaskState state,
            @Nullable String stateReason,
            int tryNumber,
            int maxTries,
            int lostAttempts,
            @Nullable UUID attemptId,
            @Nullable UUID sessionId,
            @Nullable Instant scheduledAt,
            @Nullable Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant retryAt,
            @Nullable TaskResult result) {
        this(
                runKey,
                taskId,
                mapIndex,
                state,
                stateReason,
                tryNumber,
                maxTries,
                lostAttempts,
                attemptId,
                sessionId,
                scheduledAt,
                queuedAt,
                startedAt,
                endedAt,
                retryAt,
                result,
                null,
                null);
    }

    /** A task instance of a new run. */
    public static TaskInstance created(long runKey, String taskId, int mapIndex, int retries) {
        return new TaskInstance(
                runKey,
                taskId,
                mapIndex,
                TaskState.NONE,
                null,
                0,
                retries,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether another attempt follows the current one if that fails and may be retried. */
    public boolean mayRetry() {
        return tryNumber <= maxTries;
    }

    /** The same with another map index, as nothing has happened to it yet. */
    public TaskInstance at(int index) {
        return created(runKey, taskId, index, maxTries);
    }

    /** The same, called something by its user code. */
    public TaskInstance labelled(String text) {
        return with(text, waiting);
    }

    /** The same, with this to go on with. */
    public TaskInstance keeping(@Nullable Waiting kept) {
        return with(label, kept);
    }

    private TaskInstance with(@Nullable String text, @Nullable Waiting kept) {
        return new TaskInstance(
                runKey,
                taskId,
                mapIndex,
                state,
                stateReason,
                tryNumber,
                maxTries,
                lostAttempts,
                attemptId,
                sessionId,
                scheduledAt,
                queuedAt,
                startedAt,
                endedAt,
                retryAt,
                result,
                text,
                kept);
    }

    /** Whether its next attempt belongs to a try that has begun already. */
    boolean isPaused() {
        return waiting != null && waiting.isPaused();
    }
}
