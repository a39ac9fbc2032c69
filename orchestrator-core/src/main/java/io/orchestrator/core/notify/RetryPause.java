package io.orchestrator.core.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a notice is tried again: twice as long each time, spread by a fifth. */
public final class RetryPause {

    /** The last of them is about six hours after the first. */
    static final int MOST_TRIES = 16;

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryPause() {}

    /** @param tries how many have failed, from 1 */
    public static Duration after(int tries, RandomGenerator jitter) {
        long doubled = FIRST.toMillis() << Math.min(tries - 1, 20);
        long millis = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(millis + jitter.nextLong(millis / 5 + 1));
    }
}
