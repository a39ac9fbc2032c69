package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.worker.log.AttemptLog;
import io.orchestrator.worker.runner.Runner;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An attempt that has not ended. Guarded by the lock of {@link Attempts}. */
final class HeldAttempt {

    /** Where an attempt is between its assignment and its end. */
    enum State {
        /** Waits for a slot. */
        QUEUED,
        /** Has a slot; waits for its bundle, its inputs or a runner. */
        PREPARING,
        /** Handed to a runner. */
        RUNNING,
        /** Asked to end, or being killed; keeps its slot until nothing of it is left. */
        STOPPING
    }

    final Assignment assignment;
    final AttemptLog log;
    State state = State.QUEUED;

    @Nullable
    Prepared prepared;

    @Nullable
    Runner runner;

    @Nullable
    StopCause cause;

    @Nullable
    Future<?> timer;

    HeldAttempt(Assignment assignment, AttemptLog log) {
        this.assignment = assignment;
        this.log = log;
    }

    UUID id() {
        return assignment.attemptId();
    }

    /** True: user code may have been called. */
    boolean isWithRunner() {
        return state == State.RUNNING || state == State.STOPPING;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
