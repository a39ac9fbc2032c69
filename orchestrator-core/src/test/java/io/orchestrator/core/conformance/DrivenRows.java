package io.orchestrator.core.conformance;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rows that a {@link DrivenRun} begins with. */
final class DrivenRows {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final UUID SESSION = new UUID(1, 1);

    private DrivenRows() {}

    static TaskInstance instance(String id, int mapIndex, @Nullable String state, int seed) {
        TaskState is = CaseWords.stateOf(state);
        UUID attempt = is.isAtWorker() || is == TaskState.SUCCESS || is == TaskState.FAILED ? new UUID(7, seed) : null;
        return new TaskInstance(
                        1,
                        id,
                        mapIndex,
                        is,
                        null,
                        attempt == null ? 0 : 1,
                        0,
                        0,
                        attempt,
                        is.isAtWorker() ? SESSION : null,
                        null,
                        null,
                        null,
                        is.isFinal() ? NOW : null,
                        is == TaskState.UP_FOR_RETRY ? NOW.plusSeconds(60) : null,
                        null)
                .keeping(is.isWaiting() ? new Waiting(NOW, NOW, 1, NOW.plusSeconds(60), null, null) : null);
    }

    static TaskInstance withResult(TaskInstance i, TaskResult result) {
        return new TaskInstance(
                i.runKey(),
                i.taskId(),
                i.mapIndex(),
                i.state(),
                i.stateReason(),
                i.tryNumber(),
                i.maxTries(),
                i.lostAttempts(),
                i.attemptId(),
                i.sessionId(),
                i.scheduledAt(),
                i.queuedAt(),
                i.startedAt(),
                i.endedAt(),
                i.retryAt(),
                result);
    }

    static TaskAttempt attempt(TaskInstance instance) {
        return new TaskAttempt(
                1,
                Objects.requireNonNull(instance.attemptId()),
                instance.taskId(),
                instance.mapIndex(),
                instance.tryNumber(),
                instance.state() == TaskState.QUEUED ? AttemptState.QUEUED : AttemptState.RUNNING,
                SESSION,
                "b",
                NOW,
                NOW,
                null,
                null);
    }

    static DagRun run(DagRunState state, RunType type, @Nullable Instant date, @Nullable Instant end) {
        return new DagRun(
                1,
                "dag",
                "run",
                type,
                state,
                null,
                date,
                end == null ? null : date,
                end,
                NOW,
                JsonNodeFactory.instance.objectNode(),
                1,
                "b",
                "test",
                null,
                0,
                NOW,
                state == DagRunState.QUEUED ? null : NOW,
                state.isFinal() ? NOW : null);
    }

    static TaskInstance withTries(TaskInstance i, int tryNumber, int maxTries) {
        return new TaskInstance(
                i.runKey(),
                i.taskId(),
                i.mapIndex(),
                i.state(),
                i.stateReason(),
                tryNumber,
                maxTries,
                i.lostAttempts(),
                i.attemptId(),
                i.sessionId(),
                i.scheduledAt(),
                i.queuedAt(),
                i.startedAt(),
                i.endedAt(),
                i.retryAt(),
                null);
    }
}
