package io.orchestrator.core.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By when one run should have ended.
 *
 * @param missed when the engine found that it had not, or null: it is not late by this one
 * @param afterQueued it counts anew from the time when the run is queued again, so much later; null: it stays where it is
 */
public record RunDeadline(
        String name,
        Instant due,
        @Nullable Instant missed,
        @Nullable Duration afterQueued) {

    boolean isMissedNow(Instant now) {
        return missed == null && !due.isAfter(now);
    }

    RunDeadline missedAt(Instant now) {
        return new RunDeadline(name, due, now, afterQueued);
    }

    RunDeadline queuedAgain(Instant now) {
        return afterQueued == null ? this : new RunDeadline(name, now.plus(afterQueued), null, afterQueued);
    }
}
