package io.orchestrator.protocol.worker;

import java.util.UUID;

/**
 * The answer to {@link Register}.
 *
 * @param token what the worker shows with every further call of this session
 * @param leaseMillis how long the session lives after a heartbeat was sent
 * @param heartbeatMillis how often to send one
 */
public record Session(UUID sessionId, int protocolVersion, String token, long leaseMillis, long heartbeatMillis) {}
