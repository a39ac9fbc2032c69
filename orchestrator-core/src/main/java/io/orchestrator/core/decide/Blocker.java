package io.orchestrator.core.decide;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a task instance or a run from going on; exactly one thing at a time. The set is closed: whatever is unfinished has
 * one of these.
 */
public sealed interface Blocker
        permits RunBlocker,
                OrderBlocker,
                LimitBlocker,
                WorkerBlocker,
                WaitBlocker,
                BackfillBlocker,
                ShareBlocker,
                Blocker.Starting {

    /** What it is, and who or what lets it go on. Ends with a full stop; the subject is said before it. */
    String sentence();

    /** Whether something else in turn keeps this from being over; else it is the root. */
    default boolean leadsOn() {
        return false;
    }

    /** When it is over by itself, or null: that is not known. */
    default @Nullable Instant until() {
        return null;
    }

    /** Whether somebody has to do something. */
    default boolean needsPerson() {
        return false;
    }

    /** The name in the API: {@code no_worker}. */
    default String key() {
        return getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** It is being moved at this very moment. */
    record Starting() implements Blocker {
        @Override
        public String sentence() {
            return "is about to go on.";
        }
    }
}
