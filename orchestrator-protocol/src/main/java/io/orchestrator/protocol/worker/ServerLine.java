package io.orchestrator.protocol.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a server says over a worker's {@link Link}, one JSON object a line: a message of its own, or the answer to a call. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerLine.Push.class, name = "push"),
    @JsonSubTypes.Type(value = ServerLine.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = ServerLine.Beaten.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = ServerLine.Taken.class, name = "reports"),
    @JsonSubTypes.Type(value = ServerLine.Refused.class, name = "refused")
})
public sealed interface ServerLine {

    /** A message that nobody asked for. */
    record Push(ServerMessage message) implements ServerLine {}

    /** The last line: the worker closes the connection and, if its session lives, begins another link. */
    record Closed(String reason) implements ServerLine {}

    /** The answer to one of the worker's calls. */
    sealed interface Reply extends ServerLine {
        /** The number of the call. */
        long call();
    }

    /** The answer to a heartbeat. */
    record Beaten(long call, Heartbeat.Answer answer) implements Reply {}

    /** The answer to reports. */
    record Taken(long call, Reports.Answer answer) implements Reply {}

    /**
     * A call that is not carried out.
     *
     * @param call 0 if its number could not be read
     */
    record Refused(long call, ProtocolError error) implements Reply {}
}
