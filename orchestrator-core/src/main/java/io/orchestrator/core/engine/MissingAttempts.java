package io.orchestrator.core.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Attempts that a heartbeat has not named. It may have been sent before its worker got them, however late it is handled; only one
 * that was sent after the answer to it came, and still does not name them, says that they are gone.
 */
final class MissingAttempts {

    private final Map<UUID, Long> suspected = new HashMap<>();

    void named(UUID attemptId) {
        suspected.remove(attemptId);
    }

    /**
     * Takes note that a heartbeat has not named an attempt; true: it is gone.
     *
     * @param seen the number of the newest answer that the worker had when it sent the heartbeat
     * @param answer the number of the answer that the heartbeat gets
     */
    boolean isGone(UUID attemptId, long seen, long answer) {
        Long first = suspected.putIfAbsent(attemptId, answer);
        return first != null && seen >= first;
    }

    void keep(Predicate<UUID> open) {
        suspected.keySet().removeIf(open.negate());
    }
}
