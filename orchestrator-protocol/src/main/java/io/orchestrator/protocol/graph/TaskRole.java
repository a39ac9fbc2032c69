package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a task is to the tasks around it. */
public enum TaskRole {
    @JsonProperty("work")
    WORK,
    /** Makes what the tasks after it need; cleared together with them. */
    @JsonProperty("setup")
    SETUP,
    /** Takes away what its setups made: it runs once everything before it has ended, if one of its setups succeeded. */
    @JsonProperty("teardown")
    TEARDOWN,
    /** A teardown whose failure fails the run. */
    @JsonProperty("deciding_teardown")
    DECIDING_TEARDOWN;

    public boolean isTeardown() {
        return this == TEARDOWN || this == DECIDING_TEARDOWN;
    }
}
