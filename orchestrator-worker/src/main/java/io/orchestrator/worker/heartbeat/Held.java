package io.orchestrator.worker.heartbeat;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.worker.exchange.ServerClient;
import java.util.List;
import java.util.UUID;

/** What heartbeats say, and what they bring back. */
public interface Held {

    /** What this worker holds right now, and what this server may have of it. */
    Heartbeat heartbeat(ServerClient to);

    /** Attempts that are not this session's any more. */
    void stale(List<UUID> attempts);
}
