package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A recurrence rule of RFC 5545, as calendars write it: {@code FREQ=MONTHLY;BYDAY=2FR} is the second Friday of every month.
 *
 * <p>The rule walks the wall clock: a time that a clock change skips runs when the gap ends, one that it repeats runs once, the
 * first time.
 *
 * @param start what the rule counts from, and where times that it does not name come from
 */
public record Recurrence(RecurrenceRule rule, LocalDateTime start, ZoneId zone) implements Schedule {

    /**
     * @param rule without {@code RRULE:}
     * @param start {@code 2026-01-01} (midnight) or {@code 2026-01-01T06:30}, by the wall clock
     * @param zone an IANA zone id such as {@code Europe/Berlin}
     * @throws DagDefinitionException if the rule, the start or the zone is wrong
     */
    public static Recurrence of(String rule, String start, String zone) {
        return new Recurrence(parse(rule), parseStart(start), Checks.zone(zone));
    }

    private static RecurrenceRule parse(String rule) {
        try {
            return RecurrenceRule.parse(rule);
        } catch (IllegalArgumentException e) {
            throw DagDefinitionException.of(String.valueOf(e.getMessage()));
        }
    }

    private static LocalDateTime parseStart(String text) {
        try {
            return text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw DagDefinitionException.of("the start of a recurrence is '" + text
                    + "'; write a date such as 2026-01-01, or 2026-01-01T06:30");
        }
    }
}
