package io.orchestrator.core.engine.memory;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;

/** The CHECK constraints of the tables, so that a simulation finds a wrong row where it is written. */
final class RowChecks {

    private RowChecks() {}

    static void check(DagRun run) {
        require(
                run.state() != DagRunState.RUNNING || run.startedAt() != null,
                "is running, so it must have a start",
                run);
        require(
                run.state().isFinal() == (run.endedAt() != null),
                "must have an end exactly when its state is final",
                run);
        require(
                (run.intervalStart() == null) == (run.intervalEnd() == null),
                "must have both interval ends or none",
                run);
    }

    static void check(TaskInstance instance) {
        checkWait(instance);
        require(instance.mapIndex() >= TaskInstance.UNMAPPED, "must have a map index of -1 or more", instance);
        require(
                !instance.state().isAtWorker() || (instance.attemptId() != null && instance.sessionId() != null),
                "is at a worker, so it must have an attempt and a session",
                instance);
        require(
                (instance.state() == TaskState.UP_FOR_RETRY) == (instance.retryAt() != null),
                "must have a retry time exactly when it is up for retry",
                instance);
        require(
                instance.state().isFinal() == (instance.endedAt() != null),
                "must have an end exactly when its state is final",
                instance);
    }

    private static void checkWait(TaskInstance instance) {
        require(
                !instance.state().isWaiting() || instance.waiting() != null,
                "waits outside a worker, so it must say for what",
                instance);
    }

    static void check(TaskAttempt attempt) {
        AttemptState state = attempt.state();
        require(
                state.isFinal() == (attempt.endedAt() != null),
                "must have an end exactly when its state is final",
                attempt);
    }

    static void require(boolean right, String sentence, Object row) {
        if (!right) {
            throw new IllegalStateException("The row %s %s; nothing was written.".formatted(row, sentence));
        }
    }
}
