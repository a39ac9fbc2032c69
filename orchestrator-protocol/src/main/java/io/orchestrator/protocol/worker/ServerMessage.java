package io.orchestrator.protocol.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/**
 * What a server pushes over a worker's {@link Link}, each in a {@link ServerLine.Push}. Every message may come twice.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = ServerMessage.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = ServerMessage.Recall.class, name = "recall"),
    @JsonSubTypes.Type(value = ServerMessage.Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = ServerMessage.End.class, name = "end")
})
public sealed interface ServerMessage {

    /** Run this attempt, or keep it queued until a slot is free. */
    record Assign(Assignment assignment) implements ServerMessage {}

    /** End this attempt: interrupt, grace, kill. Its end is reported as {@link Report.Stopped}. */
    record Stop(UUID attemptId, String reason) implements ServerMessage {}

    /** A slot is free elsewhere: give this attempt back if its user code was not called yet. */
    record Recall(UUID attemptId) implements ServerMessage {}

    /** Nothing to say; proves that the link lives. Sent at least every 5 seconds. */
    record Ping() implements ServerMessage {}

    /** The session is over: end every attempt and register anew. */
    record End(String reason) implements ServerMessage {}
}
