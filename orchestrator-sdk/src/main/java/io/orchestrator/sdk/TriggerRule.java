package io.orchestrator.sdk;

/** When a task may start, judged by the states of its direct upstream task instances. */
public enum TriggerRule {
    /** Every upstream succeeded. The default. */
    ALL_SUCCESS,
    /** Every upstream failed. */
    ALL_FAILED,
    /** Every upstream has ended, however. */
    ALL_DONE,
    /** Every upstream has ended, none was skipped, at least one succeeded. */
    ALL_DONE_MIN_ONE_SUCCESS,
    /** Every upstream was skipped. */
    ALL_SKIPPED,
    /** At least one upstream failed; does not wait for the others. */
    ONE_FAILED,
    /** At least one upstream succeeded; does not wait for the others. */
    ONE_SUCCESS,
    /** At least one upstream succeeded or failed; does not wait for the others. */
    ONE_DONE,
    /** No upstream failed: each succeeded or was skipped. */
    NONE_FAILED,
    /** No upstream failed, at least one succeeded. */
    NONE_FAILED_MIN_ONE_SUCCESS,
    /** Every upstream has ended, none was skipped. */
    NONE_SKIPPED,
    /** At once, whatever upstream does. */
    ALWAYS
}
