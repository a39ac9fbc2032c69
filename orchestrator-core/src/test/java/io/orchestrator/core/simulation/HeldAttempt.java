package io.orchestrator.core.simulation;

import java.util.UUID;

/** An attempt at a worker. */
final class HeldAttempt {

    /** Where it stands there. */
    enum Step {
        QUEUED,
        /** Its inputs are fetched. */
        PREPARING,
        RUNNING,
        STOPPING,
        /** Its end is reported until it is settled. */
        ENDED
    }

    final UUID id;
    final String dagId;
    final boolean hasInputs;
    final boolean sensor;

    Step step = Step.QUEUED;

    HeldAttempt(UUID id, String dagId, boolean hasInputs, boolean sensor) {
        this.id = id;
        this.dagId = dagId;
        this.hasInputs = hasInputs;
        this.sensor = sensor;
    }

    boolean takesSlot() {
        return step == Step.PREPARING || step == Step.RUNNING || step == Step.STOPPING;
    }
}
