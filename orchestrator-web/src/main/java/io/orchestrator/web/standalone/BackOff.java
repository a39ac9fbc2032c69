package io.orchestrator.web.standalone;

import java.time.Duration;

/**
 * How long to wait before something that died is started again.
 *
 * @param delay before the next start
 */
record BackOff(Duration delay) {

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    static BackOff none() {
        return new BackOff(Duration.ZERO);
    }

    /** After a death: short at first, twice as long for each further one, short again after a life of more than the longest wait. */
    BackOff afterDeath(Duration lived) {
        if (delay.isZero() || lived.compareTo(LONGEST) > 0) {
            return new BackOff(SHORTEST);
        }
        Duration doubled = delay.multipliedBy(2);
        return new BackOff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }
}
