package io.orchestrator.core.asset;

/** A task produces or reads an asset that is not active: another asset has its name or address, or it was given up. */
public record InactiveUse(String dagId, String taskId, AssetKey asset) {}
