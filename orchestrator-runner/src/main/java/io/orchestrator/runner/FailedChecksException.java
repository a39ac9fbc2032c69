package io.orchestrator.runner;

import io.orchestrator.protocol.worker.DatasetReport;

/** Staged versions are not fit to be published. */
final class FailedChecksException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DatasetReport quarantined;

    FailedChecksException(String message, DatasetReport quarantined) {
        super(message);
        this.quarantined = quarantined;
    }

    DatasetReport quarantined() {
        return quarantined;
    }
}
