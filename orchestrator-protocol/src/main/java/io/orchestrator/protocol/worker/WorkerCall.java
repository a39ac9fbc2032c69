package io.orchestrator.protocol.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a worker asks over its {@link Link}, one JSON object a line. Calls may be under way side by side: an answer carries
 * the number of its call, which the worker never uses twice on one link.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerCall.Beat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = WorkerCall.TakeReports.class, name = "reports")
})
public sealed interface WorkerCall {

    /** Names the call in its answer; larger than 0. */
    long call();

    /** Renew the lease; answered by {@link ServerLine.Beaten}. */
    record Beat(long call, Heartbeat heartbeat) implements WorkerCall {}

    /** Take these reports; answered by {@link ServerLine.Taken} once they are durable. */
    record TakeReports(long call, Reports reports) implements WorkerCall {}
}
