package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/**
 * A {@link WorkerCall.Beat}: renews the session's lease, and settles with one server what the worker
 * holds. Each live server gets its own; one acknowledgement renews the lease for all of them.
 *
 * @param held every attempt that the worker has, whichever server gave it, running or queued, or whose end is not
 *     acknowledged yet
 * @param draining true: give this worker nothing more
 * @param credit how many attempts this server may have at the worker
 * @param seen the {@link Answer#number} of the newest answer that this server has given; 0: none yet. So the server knows
 *     that what it did before is in what this heartbeat says
 */
public record Heartbeat(List<Held> held, boolean draining, int credit, long seen) {

    /** The first one at a server. */
    public Heartbeat(List<Held> held, boolean draining, int credit) {
        this(held, draining, credit, 0);
    }

    /** The same, sent after an answer. */
    public Heartbeat after(long answer) {
        return new Heartbeat(held, draining, credit, answer);
    }

    /** An attempt at the worker; its DAG tells which server it belongs to. */
    public record Held(UUID attemptId, String dagId) {}

    /**
     * @param stop attempts of this server's DAGs that are not (any more) this session's: end them, their reports would be
     *     refused
     * @param owned those of the held attempts whose DAG is this server's: their reports go to it
     * @param wants whether this server has work for this worker beyond the credit
     * @param servers every live server, this one among them
     * @param number larger with each answer
     */
    public record Answer(
            long leaseMillis,
            List<UUID> stop,
            List<UUID> owned,
            boolean wants,
            List<ServerAddress> servers,
            long number) {}
}
