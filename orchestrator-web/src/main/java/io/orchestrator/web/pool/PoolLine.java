package io.orchestrator.web.pool;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolCounts;

/** A pool with its numbers. */
record PoolLine(Pool pool, PoolCounts counts) {

    /** Free slots, or -1: there is no limit. */
    int open() {
        var open = counts.open();
        return open == null ? -1 : open;
    }
}
