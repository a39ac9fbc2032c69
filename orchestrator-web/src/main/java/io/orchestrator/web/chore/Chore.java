package io.orchestrator.web.chore;

import java.time.Duration;

/**
 * One thing that is done again and again.
 *
 * @param what in words that follow "could not": {@code take away old runs}
 * @param first how long after the start of the server
 * @param every how long after the end of one pass the next one begins
 */
public record Chore(String what, Duration first, Duration every, Pass pass) {

    /** Does it once. */
    @FunctionalInterface
    public interface Pass {
        void run() throws InterruptedException;
    }
}
