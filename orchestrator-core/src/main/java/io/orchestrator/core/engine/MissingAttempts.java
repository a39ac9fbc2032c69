package io.orchestrator.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Attempts that heartbeats have not named lately. A heartbeat may be handled long after it was sent, as when a server stood still:
 * only what none of them has named for a while is not at its worker.
 */
final class MissingAttempts {

    private final Duration patience;
    private final Map<UUID, Instant> since = new HashMap<>();

    /** @param patience more than one heartbeat */
    MissingAttempts(Duration patience) {
        this.patience = patience;
    }

    void named(UUID attemptId) {
        since.remove(attemptId);
    }

    /** Takes note that a heartbeat has not named an attempt; true: none has done so for long enough. */
    boolean isGone(UUID attemptId, Instant now) {
        Instant first = since.putIfAbsent(attemptId, now);
        return first != null && !first.plus(patience).isAfter(now);
    }

    void keep(Predicate<UUID> open) {
        since.keySet().removeIf(open.negate());
    }
}
