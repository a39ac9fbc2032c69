package io.orchestrator.protocol.graph;

import java.time.Duration;

/**
 * How a failed attempt is repeated.
 *
 * @param retries how many attempts may follow the first one, at least 0
 * @param delay the wait before the first retry
 * @param factor what the delay is multiplied with for each further retry; 1 is a fixed delay
 * @param maxDelay what a growing delay is capped at
 * @param jitter spreads a growing delay over [delay, 2 delay), always the same for the same attempt
 */
public record RetrySpec(int retries, Duration delay, double factor, Duration maxDelay, boolean jitter) {

    public static final RetrySpec NONE = new RetrySpec(0, Duration.ofMinutes(5), 1.0, Duration.ofHours(24), false);
}
