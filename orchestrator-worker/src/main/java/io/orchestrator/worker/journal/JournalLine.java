package io.orchestrator.worker.journal;

import io.orchestrator.protocol.worker.Assignment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line, as JSON; what is null is left out.
 *
 * @param at milliseconds since 1970
 */
record JournalLine(
        long at,
        String worker,
        String event,
        @Nullable UUID attemptId,
        @Nullable String dagId,
        @Nullable String runId,
        @Nullable String taskId,
        @Nullable Integer mapIndex,
        @Nullable Integer attempt,
        @Nullable String detail) {

    static JournalLine of(long at, String worker, String event, Assignment assignment, String detail) {
        return new JournalLine(
                at,
                worker,
                event,
                assignment.attemptId(),
                assignment.dagId(),
                assignment.runId(),
                assignment.taskId(),
                assignment.mapIndex(),
                assignment.attempt(),
                detail);
    }

    static JournalLine of(long at, String worker, String event, @Nullable UUID attemptId, String detail) {
        return new JournalLine(at, worker, event, attemptId, null, null, null, null, null, detail);
    }
}
