package io.orchestrator.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a pool by what the tasks do that take them, or want to.
 *
 * @param slots how many there are; -1: no limit
 * @param includeDeferred a task that is deferred keeps its slots until it goes on
 * @param running of attempts whose code runs
 * @param queued of attempts that a worker has, and has not started
 * @param scheduled of tasks that are ready and wait
 * @param deferred of tasks that wait outside a worker
 */
public record PoolCounts(int slots, boolean includeDeferred, int running, int queued, int scheduled, int deferred) {

    /** What is taken. */
    public int occupied() {
        return running + queued + (includeDeferred ? deferred : 0);
    }

    /** What is free, or null: there is no limit. Never below zero, as after a pool was made smaller. */
    public @Nullable Integer open() {
        return slots < 0 ? null : Math.max(0, slots - occupied());
    }
}
