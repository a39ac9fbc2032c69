package io.orchestrator.core.asset;

/**
 * An event that a run takes from the queue of its DAG.
 *
 * @param passedOver a newer one of the same asset counts; the run is not told of this one
 */
public record TakenEvent(long eventId, boolean passedOver) {}
