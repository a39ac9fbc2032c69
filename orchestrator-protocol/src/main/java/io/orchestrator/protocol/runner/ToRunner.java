package io.orchestrator.protocol.runner;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orchestrator.protocol.worker.Assignment;
import java.util.UUID;

/** Worker to runner. The end of the stream tells the runner to halt at once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ToRunner.Run.class, name = "run"),
    @JsonSubTypes.Type(value = ToRunner.Interrupt.class, name = "interrupt")
})
public sealed interface ToRunner {

    /** Run this attempt; its inputs are there. Only sent to a runner that is idle. */
    record Run(Assignment assignment) implements ToRunner {}

    /**
     * Set the attempt's cancellation and interrupt its thread. What still runs after the grace is killed.
     *
     * @param timedOut the attempt has run longer than it may, which is a failure; else it is stopped, and its end does not count
     */
    record Interrupt(UUID attemptId, String reason, boolean timedOut) implements ToRunner {}
}
