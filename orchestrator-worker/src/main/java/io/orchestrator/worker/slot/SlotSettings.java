package io.orchestrator.worker.slot;

import java.time.Duration;

/**
 * How many attempts run at once, and how they are stopped.
 *
 * @param worker the worker's name, for the attempts' logs
 * @param slots at least 1
 * @param grace how long user code may go on after it was interrupted
 */
public record SlotSettings(String worker, int slots, Duration grace) {}
