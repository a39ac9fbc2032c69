package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question about an instant that is answered with yes or no. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClockTest.Weekdays.class, name = "weekdays"),
    @JsonSubTypes.Type(value = ClockTest.Window.class, name = "window")
})
public sealed interface ClockTest {

    /** An IANA time zone. */
    String zone();

    /** Whether it is one of these days. */
    record Weekdays(List<DayOfWeek> days, String zone) implements ClockTest {
        public Weekdays {
            days = days == null ? List.of() : List.copyOf(days);
        }
    }

    /**
     * Whether it lies between two times, both included. Between two times of day of which the first is the later one lies midnight.
     *
     * @param from null: since ever; not both
     * @param until null: for ever
     */
    record Window(@Nullable Bound from, @Nullable Bound until, String zone) implements ClockTest {}

    /**
     * One end of a window.
     *
     * @param date null: every day
     */
    record Bound(@Nullable LocalDate date, LocalTime time) {}
}
