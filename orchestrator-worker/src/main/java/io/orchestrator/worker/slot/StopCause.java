package io.orchestrator.worker.slot;

/** Why an attempt that runs is being ended. */
enum StopCause {
    /** The server asked for it. */
    ASKED,
    /** It ran longer than its timeout. */
    TIMEOUT,
    /** It is not current any more, or the session is over: nothing is reported. */
    STALE,
    /** The worker leaves and cannot wait any longer. */
    SHUT_DOWN
}
