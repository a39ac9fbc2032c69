package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/**
 * {@code POST /worker/v1/sessions/{id}/heartbeat}: renews the lease.
 *
 * @param held every attempt that the worker has, running or queued, or whose end is not acknowledged yet
 * @param draining true: give this worker nothing more
 */
public record Heartbeat(List<UUID> held, boolean draining) {

    /**
     * @param stop attempts that are not (any more) this session's: end them, their reports would be refused
     */
    public record Answer(long leaseMillis, List<UUID> stop) {}
}
