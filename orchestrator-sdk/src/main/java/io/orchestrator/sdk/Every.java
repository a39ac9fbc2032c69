package io.orchestrator.sdk;

import java.time.Duration;

/** Every interval, counted in elapsed time from the start date; without one, from the Unix epoch. At least one second. */
public record Every(Duration interval) implements Schedule {

    public Every {
        Checks.duration("the interval of Every.of", interval);
        if (interval.toSeconds() < 1) {
            throw DagDefinitionException.of("the interval of Every.of is " + interval + "; use at least one second");
        }
    }

    public static Every of(Duration interval) {
        return new Every(interval);
    }
}
