package io.orchestrator.protocol.graph;

import org.jspecify.annotations.Nullable;

/**
 * What bounds how many instances of a task are at workers at once, beside the limits of its DAG.
 *
 * @param pool whose slots each of them takes
 * @param slots how many of the pool's slots one takes, at least 1
 * @param inDag how many there may be in all runs of the DAG, or null
 * @param inRun how many there may be in one run, or null
 */
public record LimitSpec(
        String pool,
        int slots,
        @Nullable Integer inDag,
        @Nullable Integer inRun) {

    public static final String DEFAULT_POOL = "default_pool";

    public static final LimitSpec PLAIN = new LimitSpec(DEFAULT_POOL, 1, null, null);

    public LimitSpec {
        pool = pool == null ? DEFAULT_POOL : pool;
    }
}
