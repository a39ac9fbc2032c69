package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/**
 * The answer to {@link Register}.
 *
 * @param token what the worker shows with every further call of this session
 * @param leaseMillis how long the session lives after a heartbeat was sent
 * @param heartbeatMillis how often to send one
 * @param servers every live server, the answering one among them
 */
public record Session(
        UUID sessionId,
        int protocolVersion,
        String token,
        long leaseMillis,
        long heartbeatMillis,
        List<ServerAddress> servers) {}
