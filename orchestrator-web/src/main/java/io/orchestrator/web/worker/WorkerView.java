package io.orchestrator.web.worker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker session on a page.
 *
 * @param busy how many attempts it holds
 * @param share busy slots in per cent of all, at most 100
 */
record WorkerView(
        String name,
        String host,
        long pid,
        String state,
        String version,
        int protocol,
        List<String> queues,
        int slots,
        int prefetch,
        long busy,
        int share,
        Instant registeredAt,
        Instant heartbeatAt,
        @Nullable Instant endedAt) {

    static WorkerView of(WorkerSessionRow row, long busy) {
        return new WorkerView(
                row.name(),
                row.host(),
                row.pid(),
                row.state(),
                row.workerVersion(),
                row.protocolVersion(),
                row.queues(),
                row.slots(),
                row.prefetch(),
                busy,
                (int) Math.min(100, busy * 100 / row.slots()),
                row.registeredAt(),
                row.heartbeatAt(),
                row.endedAt());
    }
}
