package io.orchestrator.sdk;

/** What happens when a run is due while the DAG has as many unfinished runs as {@link DagBuilder#maxActiveRuns} allows. */
public enum WhenBusy {
    /** It waits until there is room; none is left out. The default. */
    QUEUE,
    /** It is left out. */
    SKIP,
    /** One waits, further ones are left out. */
    BUFFER_ONE,
    /** The oldest unfinished run of the schedule is ended in its favour. */
    CANCEL_PREVIOUS,
    /** It starts all the same: the schedule's runs have no limit. */
    ALLOW
}
