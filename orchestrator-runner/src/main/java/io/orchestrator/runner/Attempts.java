package io.orchestrator.runner;

import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.protocol.worker.Assignment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts and interrupts attempts, one after the other. */
final class Attempts {

    private final DagCatalog dags;
    private final FrameWriter writer;
    private final Lake lake;
    private final Set<Thread> own = UserThreads.nonDaemon();
    private @Nullable Attempt current;

    Attempts(DagCatalog dags, FrameWriter writer, Lake lake) {
        this.dags = dags;
        this.writer = writer;
        this.lake = lake;
    }

    /** Each attempt has a new thread, so that no thread-local value or interrupt of one reaches the next. */
    void start(Assignment assignment) {
        current = new Attempt(assignment, dags, writer, lake, own);
        current.start();
    }

    /** Does nothing if that attempt is not the one that runs: it has just ended. */
    void interrupt(ToRunner.Interrupt message) {
        if (current != null && current.id().equals(message.attemptId())) {
            current.interrupt(message.reason(), message.timedOut());
        }
    }
}
