package io.orchestrator.core.simulation;

import java.util.UUID;

/** An attempt at a worker. */
final class HeldAttempt {

    /** Where it stands there. */
    enum Step {
        QUEUED,
        RUNNING,
        STOPPING,
        /** Its end is reported until it is settled. */
        ENDED
    }

    final UUID id;
    final String dagId;
    /** The number of the server that decides on its DAG, as far as the worker knows. */
    int owner;

    Step step = Step.QUEUED;

    HeldAttempt(UUID id, String dagId, int owner) {
        this.id = id;
        this.dagId = dagId;
        this.owner = owner;
    }

    boolean takesSlot() {
        return step == Step.RUNNING || step == Step.STOPPING;
    }
}
