package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a task that has to wait: its attempt ends, its slot is free, and another attempt of the same try goes on later. What
 * it leaves is kept by the engine, and {@link TaskContext#resumed} gives it back, also after a crash.
 */
public class DeferException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Instant at;
    private final transient @Nullable Duration after;
    private final transient @Nullable Object resume;

    private DeferException(@Nullable Instant at, @Nullable Duration after, @Nullable Object resume) {
        super("goes on " + (at == null ? "after " + after : "at " + at), null, false, false);
        this.at = at;
        this.after = after;
        this.resume = resume;
    }

    /** @param resume what the next attempt gets back, at most 16 KiB as JSON, or null */
    public static DeferException until(Instant at, @Nullable Object resume) {
        return new DeferException(at, null, resume);
    }

    /** @param resume what the next attempt gets back, at most 16 KiB as JSON, or null */
    public static DeferException after(Duration after, @Nullable Object resume) {
        return new DeferException(null, after, resume);
    }

    /** When it goes on, or null: after a time. */
    public @Nullable Instant at() {
        return at;
    }

    /** After how long it goes on, or null: at an instant. */
    public @Nullable Duration after() {
        return after;
    }

    public @Nullable Object resume() {
        return resume;
    }
}
