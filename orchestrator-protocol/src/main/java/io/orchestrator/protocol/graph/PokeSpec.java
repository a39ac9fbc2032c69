package io.orchestrator.protocol.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a task is a sensor: a check that is called again and again until it finds what it looks for. Between two calls it is at
 * no worker.
 *
 * @param interval the wait between two calls, and what a growing one begins with; 0 or longer
 * @param growing each wait is longer than the one before
 * @param longest what a growing wait is capped at, or null
 * @param timeout how long after its first call it gives up, across retries; 0 or longer
 * @param softFail one that gives up is skipped, and so is one that fails for good
 * @param neverFail whatever fails, it is skipped; not together with {@code softFail}
 * @param silentFail a call that fails has found nothing yet
 */
public record PokeSpec(
        Duration interval,
        boolean growing,
        @Nullable Duration longest,
        Duration timeout,
        boolean softFail,
        boolean neverFail,
        boolean silentFail) {}
