package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a task may start, judged by the states of its direct upstream task instances. */
public enum TriggerRule {
    /** Every upstream succeeded. The default. */
    @JsonProperty("all_success")
    ALL_SUCCESS,
    /** Every upstream failed. */
    @JsonProperty("all_failed")
    ALL_FAILED,
    /** Every upstream has ended, however. */
    @JsonProperty("all_done")
    ALL_DONE,
    /** Every upstream has ended, none was skipped, at least one succeeded. */
    @JsonProperty("all_done_min_one_success")
    ALL_DONE_MIN_ONE_SUCCESS,
    /** Every upstream was skipped. */
    @JsonProperty("all_skipped")
    ALL_SKIPPED,
    /** At least one upstream failed; does not wait for the others. */
    @JsonProperty("one_failed")
    ONE_FAILED,
    /** At least one upstream succeeded; does not wait for the others. */
    @JsonProperty("one_success")
    ONE_SUCCESS,
    /** At least one upstream succeeded or failed; does not wait for the others. */
    @JsonProperty("one_done")
    ONE_DONE,
    /** No upstream failed: each succeeded or was skipped. */
    @JsonProperty("none_failed")
    NONE_FAILED,
    /** No upstream failed, at least one succeeded. */
    @JsonProperty("none_failed_min_one_success")
    NONE_FAILED_MIN_ONE_SUCCESS,
    /** Every upstream has ended, none was skipped. */
    @JsonProperty("none_skipped")
    NONE_SKIPPED,
    /** At once, whatever upstream does. */
    @JsonProperty("always")
    ALWAYS
}
