package io.orchestrator.web.pool;

import org.jspecify.annotations.Nullable;

/** A pool, as Airflow tells of one. */
record PoolAnswer(
        String name,
        int slots,
        @Nullable String description,
        boolean includeDeferred,
        @Nullable String teamName,
        int occupiedSlots,
        int runningSlots,
        int queuedSlots,
        int scheduledSlots,
        int openSlots,
        int deferredSlots) {

    static PoolAnswer of(PoolLine line) {
        var pool = line.pool();
        var counts = line.counts();
        return new PoolAnswer(
                pool.name(),
                pool.slots(),
                pool.description(),
                pool.includeDeferred(),
                null,
                counts.occupied(),
                counts.running(),
                counts.queued(),
                counts.scheduled(),
                line.open(),
                counts.deferred());
    }
}
