package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look of a sensor has found.
 *
 * @param <T> the type of what is found, the sensor's output
 */
public final class Poke<T extends @Nullable Object> {

    private final boolean found;
    private final @Nullable T value;
    private final @Nullable Instant at;
    private final @Nullable Duration after;

    private Poke(boolean found, @Nullable T value, @Nullable Instant at, @Nullable Duration after) {
        this.found = found;
        this.value = value;
        this.at = at;
        this.after = after;
    }

    /** It is there; this is the task's output. */
    public static <T extends @Nullable Object> Poke<T> found(T value) {
        return new Poke<>(true, value, null, null);
    }

    /** It is not there yet: look again after the sensor's interval. */
    public static <T extends @Nullable Object> Poke<T> notYet() {
        return new Poke<>(false, null, null, null);
    }

    /** Look again after this time, whatever the sensor's interval and timeout. */
    public static <T extends @Nullable Object> Poke<T> notYet(Duration lookAgainAfter) {
        return new Poke<>(false, null, null, lookAgainAfter);
    }

    /** Look again at this instant, whatever the sensor's interval and timeout. */
    public static <T extends @Nullable Object> Poke<T> notYet(Instant lookAgainAt) {
        return new Poke<>(false, null, lookAgainAt, null);
    }

    /** Whether it is there. */
    public boolean isFound() {
        return found;
    }

    /** What was found, or null. */
    public @Nullable T value() {
        return value;
    }

    /** When to look again, or null: after an interval. */
    public @Nullable Instant at() {
        return at;
    }

    /** After how long to look again, or null: at an instant, or as the sensor says. */
    public @Nullable Duration after() {
        return after;
    }
}
