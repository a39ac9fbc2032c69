package io.orchestrator.core.worker;

import java.util.List;
import java.util.UUID;

/**
 * A worker's session, as its row says; the lease itself stays in the database.
 *
 * @param tokenHash SHA-256 of the session's token, in hexadecimal
 */
public record WorkerSession(
        UUID sessionId,
        String name,
        String host,
        long pid,
        String workerVersion,
        int protocolVersion,
        String tokenHash,
        List<String> queues,
        List<String> capabilities,
        int slots,
        int prefetch,
        State state) {

    public WorkerSession withState(State next) {
        return new WorkerSession(
                sessionId,
                name,
                host,
                pid,
                workerVersion,
                protocolVersion,
                tokenHash,
                queues,
                capabilities,
                slots,
                prefetch,
                next);
    }

    /** LIVE takes work; DRAINING ends what it has; ENDED left in order; LOST let its lease end. */
    public enum State {
        LIVE,
        DRAINING,
        ENDED,
        LOST
    }
}
