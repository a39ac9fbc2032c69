package io.orchestrator.worker.link;

import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.exchange.ServerClient;

/** Who takes what servers push. */
public interface Inbox {

    /** Called on the thread that reads the server's connection. */
    void take(ServerClient from, ServerMessage message);
}
