package io.orchestrator.runner;

import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.protocol.worker.Assignment;
import org.jspecify.annotations.Nullable;

/** Starts and interrupts attempts, one after the other. */
final class Attempts {

    private final DagCatalog dags;
    private final FrameWriter writer;
    private final Lake lake;
    private final UserThreads threads = new UserThreads();
    private @Nullable Attempt current;
    private @Nullable AttemptThread thread;

    Attempts(DagCatalog dags, FrameWriter writer, Lake lake) {
        this.dags = dags;
        this.writer = writer;
        this.lake = lake;
    }

    /** No thread-local value or interrupt of one attempt reaches the next. */
    void start(Assignment assignment) {
        Attempt attempt = new Attempt(assignment, dags, writer, lake, threads);
        current = attempt;
        attempt.begin();
        if (thread == null || !thread.take(attempt)) {
            thread = AttemptThread.start(attempt, writer);
        }
    }

    /** Does nothing if that attempt is not the one that runs: it has just ended. */
    void interrupt(ToRunner.Interrupt message) {
        if (current != null && current.id().equals(message.attemptId())) {
            current.interrupt(message.reason(), message.timedOut());
        }
    }
}
