package io.orchestrator.core.engine.memory;

import io.orchestrator.core.engine.TurnWrites;

/**
 * Where a test makes the memory store fail: by throwing {@link io.orchestrator.core.engine.EngineStore.StoreUnavailable},
 * or whatever else it wants to see.
 */
public interface Faults {

    /** Nothing fails. */
    Faults NONE = new Faults() {};

    /** Thrown from here, nothing was written. */
    default void beforeCommit(TurnWrites writes) {}

    /** Thrown from here, everything was written and the caller does not know it. */
    default void afterCommit(TurnWrites writes) {}
}
