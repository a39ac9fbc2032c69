package io.orchestrator.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every interval, counted in elapsed time from the start date; without one, from the Unix epoch. At least one second.
 *
 * @param after counted from so much later, or null
 */
public record Every(Duration interval, @Nullable Duration after) implements Schedule {

    public Every {
        Checks.duration("the interval of Every.of", interval);
        if (interval.toSeconds() < 1) {
            throw DagDefinitionException.of("the interval of Every.of is " + interval + "; use at least one second");
        }
    }

    public static Every of(Duration interval) {
        return new Every(interval, null);
    }

    /** Counts from so much later: every hour after half an hour is at half past. */
    public Every after(Duration offset) {
        return new Every(interval, Checks.duration("the offset of Every", offset));
    }
}
