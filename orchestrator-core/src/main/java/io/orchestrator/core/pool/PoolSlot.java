package io.orchestrator.core.pool;

import java.util.UUID;

/** The slots of a pool that one open attempt takes. */
public record PoolSlot(UUID attemptId, String pool, long runKey, int slots) {}
