package io.orchestrator.core.pool;

/**
 * A pool, and how many of its slots are taken by all servers together.
 *
 * @param used as far as it is counted in rows
 */
public record PoolUse(Pool pool, int used) {}
