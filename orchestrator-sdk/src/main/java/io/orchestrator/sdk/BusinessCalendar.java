package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days on which nobody works: weekends and holidays.
 *
 * @param weekdays in order
 * @param holidays in order
 * @param zone where those days are
 */
public record BusinessCalendar(List<DayOfWeek> weekdays, List<LocalDate> holidays, ZoneId zone) implements Exclusion {

    public BusinessCalendar {
        weekdays = weekdays.stream().distinct().sorted().toList();
        holidays = holidays.stream().distinct().sorted().toList();
        if (weekdays.size() == DayOfWeek.values().length) {
            throw DagDefinitionException.of("the calendar has no working day; leave at least one weekday out of it");
        }
    }

    /**
     * Saturday and Sunday.
     *
     * @param zone an IANA zone id such as {@code Europe/Berlin}
     */
    public static BusinessCalendar weekends(String zone) {
        return of(zone, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    }

    /** @param weekdays of every week; none: only holidays count */
    public static BusinessCalendar of(String zone, DayOfWeek... weekdays) {
        return new BusinessCalendar(List.of(weekdays), List.of(), Checks.zone(zone));
    }

    /** @param dates as {@code 2026-12-25} */
    public BusinessCalendar holidays(String... dates) {
        return holidays(Arrays.stream(dates).map(BusinessCalendar::parse).toList());
    }

    public BusinessCalendar holidays(Collection<LocalDate> dates) {
        return new BusinessCalendar(
                weekdays, Stream.concat(holidays.stream(), dates.stream()).toList(), zone);
    }

    private static LocalDate parse(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw DagDefinitionException.of("the holiday '" + text + "' is no date; write it as 2026-12-25");
        }
    }
}
