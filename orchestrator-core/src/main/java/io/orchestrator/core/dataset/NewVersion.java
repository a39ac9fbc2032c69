package io.orchestrator.core.dataset;

import io.orchestrator.protocol.worker.DatasetReport;
import java.time.Instant;
import java.util.UUID;

/**
 * A version that is about to be written. It gets its number from the store; one dataset has at most one of an attempt.
 *
 * @param published false: it goes into quarantine
 * @param appendOnly how the task that wrote it declares the dataset; counts if that is not known yet
 * @param mapIndex -1: the task is not mapped
 * @param contentHash what its own files hold
 */
public record NewVersion(
        DatasetReport.Staged staged,
        boolean published,
        boolean appendOnly,
        UUID attemptId,
        long runKey,
        String dagId,
        String runId,
        String taskId,
        int mapIndex,
        String build,
        String contentHash,
        Instant at) {

    public String dataset() {
        return staged.dataset();
    }
}
