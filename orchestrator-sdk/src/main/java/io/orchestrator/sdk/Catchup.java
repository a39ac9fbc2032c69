package io.orchestrator.sdk;

/** What happens with instants that fell due while the DAG was not there, paused or behind. */
public enum Catchup {
    /** Every missed instant gets its run. */
    ALL,
    /** The newest missed instant gets its run, and all later ones. */
    LATEST,
    /** Only what falls due after activation. The default. */
    NONE
}
