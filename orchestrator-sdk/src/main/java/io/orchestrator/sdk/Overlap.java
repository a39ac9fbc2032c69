package io.orchestrator.sdk;

/** Which of two equal wall-clock times a fixed-time cron schedule takes on a day that has its time twice, as in autumn. */
public enum Overlap {
    /** The first one. The default. */
    FIRST,
    /** The second one. */
    SECOND,
    /** Both, so two runs. */
    BOTH,
    /** No policy: a DAG that a clock change would touch is refused, so that its author chooses one. */
    ASK
}
