package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Instants at which a schedule is not due. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Exclusion.Days.class, name = "days"),
    @JsonSubTypes.Type(value = Exclusion.Minutes.class, name = "minutes")
})
public sealed interface Exclusion {

    /**
     * Whole days: of the week, and single dates.
     *
     * @param weekdays in order
     * @param dates in order
     */
    record Days(List<DayOfWeek> weekdays, List<LocalDate> dates, String zone) implements Exclusion {
        public Days {
            weekdays = weekdays == null ? List.of() : List.copyOf(weekdays);
            dates = dates == null ? List.of() : List.copyOf(dates);
        }
    }

    /** Every minute whose wall-clock time matches a cron expression. */
    record Minutes(String expression, String zone) implements Exclusion {}
}
