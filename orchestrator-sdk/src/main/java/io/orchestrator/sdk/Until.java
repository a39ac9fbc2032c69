package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/** An instant that a task without code waits for; nothing is taken up meanwhile. */
public sealed interface Until extends EngineWait {

    /** An instant that is written down. */
    record At(Instant instant) implements Until {}

    /** A time of the day on which the run is due. */
    record TimeOfDay(LocalTime time, String zone) implements Until {
        public TimeOfDay {
            Checks.zone(zone);
        }
    }

    /** So long after the task may start. */
    record Delay(Duration delay) implements Until {
        public Delay {
            Checks.duration("the delay", delay);
        }
    }

    /** So long after the end of the data interval. */
    record AfterInterval(Duration delay) implements Until {
        public AfterInterval {
            Checks.zeroOrLonger("the delay after the data interval", delay);
        }
    }

    static Until at(Instant instant) {
        return new At(instant);
    }

    /**
     * A time of the day on which the run is due; if it is over, nothing is waited for.
     *
     * @param time such as {@code 06:30}
     */
    static Until timeOfDay(String time, String zone) {
        try {
            return new TimeOfDay(LocalTime.parse(time), zone);
        } catch (DateTimeParseException e) {
            throw DagDefinitionException.of("the time of day is '" + time + "'; write it as 06:30 or 06:30:15");
        }
    }

    /** So long after the task may start. */
    static Until delay(Duration delay) {
        return new Delay(delay);
    }

    /** So long after the end of the run's data interval; of a run without one, after it is due. */
    static Until afterInterval(Duration delay) {
        return new AfterInterval(delay);
    }
}
