package io.orchestrator.sdk;

import java.time.Instant;

/**
 * The span of time whose data a run is about.
 *
 * @param end exclusive
 */
public record DataInterval(Instant start, Instant end) {}
