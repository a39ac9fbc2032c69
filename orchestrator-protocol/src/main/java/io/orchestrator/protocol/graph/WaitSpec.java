package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the engine itself does in the place of a worker: it waits, or starts a run of another DAG. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WaitSpec.At.class, name = "at"),
    @JsonSubTypes.Type(value = WaitSpec.TimeOfDay.class, name = "time_of_day"),
    @JsonSubTypes.Type(value = WaitSpec.Delay.class, name = "delay"),
    @JsonSubTypes.Type(value = WaitSpec.AfterInterval.class, name = "after_interval"),
    @JsonSubTypes.Type(value = WaitSpec.OtherRun.class, name = "other_run"),
    @JsonSubTypes.Type(value = WaitSpec.Trigger.class, name = "trigger")
})
public sealed interface WaitSpec {

    /** Until an instant. */
    record At(Instant at) implements WaitSpec {}

    /**
     * Until a time of the day on which the run is due.
     *
     * @param zone an IANA time zone
     */
    record TimeOfDay(LocalTime time, String zone) implements WaitSpec {}

    /** So long, counted from when the task may start. */
    record Delay(Duration delay) implements WaitSpec {}

    /** Until so long after the end of the data interval; of a run without one, after it is due. */
    record AfterInterval(Duration delay) implements WaitSpec {}

    /**
     * Until the run of another DAG for a date has succeeded; one that fails is a failure here too.
     *
     * @param taskId only this task of it has to, or null: all of it
     * @param earlier how much earlier its logical date is than that of this run
     * @param timeout how long it waits, or null: for ever
     * @param softFail whatever is a failure skips the task instead
     */
    record OtherRun(
            String dagId,
            @Nullable String taskId,
            Duration earlier,
            @Nullable Duration timeout,
            boolean softFail) implements WaitSpec {}

    /**
     * Starts a run of another DAG.
     *
     * @param params what the run is given, an object
     * @param sameDate the run gets the logical date of this run; else none
     * @param waits the task is over when that run has succeeded, else when it is there
     * @param timeout how long it waits, or null: for ever
     * @param softFail whatever is a failure skips the task instead
     */
    record Trigger(
            String dagId,
            JsonNode params,
            boolean sameDate,
            boolean waits,
            @Nullable Duration timeout,
            boolean softFail)
            implements WaitSpec {}
}
