package io.orchestrator.protocol.worker;

import java.util.UUID;

/**
 * A live server.
 *
 * @param serverId changes whenever the server starts or loses its lease
 * @param url where workers reach it
 */
public record ServerAddress(UUID serverId, String url) {}
