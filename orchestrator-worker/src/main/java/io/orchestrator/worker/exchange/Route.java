package io.orchestrator.worker.exchange;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which server an attempt's reports go to. Guarded by the lock of {@link Outbox}. */
final class Route {

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    final UUID attemptId;
    final String dagId;
    /** Where the reports of this attempt are, all of them. */
    ServerQueue home;
    /** The attempt has not ended. */
    boolean open = true;
    /** Nothing is sent before that moment of the monotonic clock. */
    long notBefore = System.nanoTime();
    /** Those that were asked in this round and have not judged. */
    final Set<ServerQueue> passed = new HashSet<>(4);

    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);

    Route(UUID attemptId, String dagId, ServerQueue home) {
        this.attemptId = attemptId;
        this.dagId = dagId;
        this.home = home;
    }

    /** Nobody has judged: another round, later. */
    void nextRound() {
        passed.clear();
        notBefore = System.nanoTime() + backoff.next().toNanos();
    }

    /** The owner has spoken. */
    void found() {
        passed.clear();
        notBefore = System.nanoTime();
        backoff.reset();
    }
}
