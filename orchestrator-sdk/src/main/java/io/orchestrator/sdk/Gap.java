package io.orchestrator.sdk;

/** What a fixed-time cron schedule does on a day whose wall clock skips its time, as in spring. */
public enum Gap {
    /** Run when the gap ends: 02:30 runs at 03:00. The default. */
    RUN_AT_GAP_END,
    /** No run on that day. */
    SKIP,
    /** Run just before the gap: 02:30 runs at the last minute before 02:00 became 03:00. */
    RUN_BEFORE,
    /** No policy: a DAG that a clock change would touch is refused, so that its author chooses one. */
    ASK
}
