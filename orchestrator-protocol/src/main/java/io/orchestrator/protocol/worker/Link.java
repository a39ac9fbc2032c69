package io.orchestrator.protocol.worker;

/**
 * {@code GET /worker/v1/sessions/{id}/link} with {@code Upgrade: orchestrator-worker}: after the answer 101 the connection
 * carries lines of JSON in both directions, {@link WorkerCall} from the worker and {@link ServerLine} from the server.
 */
public final class Link {

    /** The protocol's name in the headers of the upgrade. */
    public static final String PROTOCOL = "orchestrator-worker";

    /** The longest line that a server takes, in bytes. */
    public static final int LONGEST_CALL = 16 * 1024 * 1024;

    private Link() {}
}
