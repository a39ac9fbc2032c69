package io.orchestrator.core.worker;

import io.orchestrator.protocol.worker.ServerMessage;
import java.util.UUID;

/** Pushes messages to workers. Never blocks and never fails: a lost push is healed by the next heartbeat. */
public interface Dispatch {

    void push(UUID sessionId, ServerMessage message);
}
