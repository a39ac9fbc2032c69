package io.orchestrator.worker.slot;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.worker.bundle.Bundle;
import io.orchestrator.worker.runner.RunnerKey;
import io.orchestrator.worker.runner.Wish;

/**
 * An attempt with everything that user code needs.
 *
 * @param assignment with its inputs
 */
public record Prepared(Assignment assignment, Bundle bundle) {

    Wish wish() {
        return new Wish(new RunnerKey(assignment.build(), assignment.runner()), bundle);
    }
}
