package io.orchestrator.core.asset;

import java.time.Instant;

/** An event that a DAG has not taken. */
public record QueuedEvent(long eventId, AssetKey asset, Instant at) {}
