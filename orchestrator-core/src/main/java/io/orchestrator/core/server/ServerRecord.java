package io.orchestrator.core.server;

import java.util.UUID;

/**
 * A server, as its row says; the lease itself stays in the database.
 *
 * @param serverId made new whenever the server starts, and when it finds that its lease was taken away
 * @param url where workers reach it
 * @param place names the set of processes among which {@code pid} is unique, see {@link ServerPlace}
 * @param version of the product
 */
public record ServerRecord(UUID serverId, String url, String place, long pid, String version, State state) {

    public ServerRecord withId(UUID id) {
        return new ServerRecord(id, url, place, pid, version, state);
    }

    /**
     * LIVE takes DAGs; DRAINING gives its DAGs away; ENDED left in order; LOST let its lease end. What a server owns is its own
     * while it is LIVE or DRAINING.
     */
    public enum State {
        LIVE,
        DRAINING,
        ENDED,
        LOST
    }
}
