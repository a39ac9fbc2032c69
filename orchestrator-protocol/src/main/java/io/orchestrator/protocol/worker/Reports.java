package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/**
 * A {@link WorkerCall.TakeReports}: a batch, applied in order, answered once it is durable.
 *
 * @param credit how many attempts this server may have at the worker
 */
public record Reports(List<Entry> reports, int credit) {

    /** A report, and the DAG whose owner judges it. */
    public record Entry(String dagId, Report report) {}

    /**
     * @param accepted attempts whose reports were applied or had been applied before
     * @param stale attempts that are not current: stop them, nothing was changed
     * @param elsewhere attempts whose DAG another server owns: ask that one
     * @param wants whether this server has work for this worker beyond the credit
     */
    public record Answer(List<UUID> accepted, List<UUID> stale, List<UUID> elsewhere, boolean wants) {}
}
