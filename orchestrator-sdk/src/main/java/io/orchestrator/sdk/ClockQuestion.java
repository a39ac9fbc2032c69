package io.orchestrator.sdk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question about the time by which a branch decides; the engine answers it without a worker.
 *
 * @param test what is asked
 * @param isOfLogicalDate it is asked of the run's logical date; else of the moment at which the branch is decided
 */
public record ClockQuestion(Test test, boolean isOfLogicalDate) {

    /** What is asked. */
    public sealed interface Test {}

    /** Is it one of these days? */
    public record Weekdays(List<DayOfWeek> days, String zone) implements Test {
        public Weekdays {
            days = List.copyOf(days);
            Checks.zone(zone);
        }
    }

    /** Is it between these times, both included? Null: without that bound. */
    public record Window(@Nullable Bound from, @Nullable Bound until, String zone) implements Test {
        public Window {
            Checks.zone(zone);
        }
    }

    /** @param date null: every day */
    public record Bound(@Nullable LocalDate date, LocalTime time) {}

    /** Whether it is one of these days in this zone. */
    public static ClockQuestion isOn(Set<DayOfWeek> days, String zone) {
        if (days.isEmpty()) {
            throw DagDefinitionException.of("it asks for no day of the week; name at least one");
        }
        return new ClockQuestion(new Weekdays(List.copyOf(new TreeSet<>(days)), zone), false);
    }

    /**
     * Whether it is between two times in this zone, both included.
     *
     * @param from a time of every day, {@code 08:00}, or of one, {@code 2026-01-01T08:00}; null: without a begin. A later time of day
     *     than {@code until} is one before midnight
     * @param until the same, or null: without an end
     */
    public static ClockQuestion isBetween(@Nullable String from, @Nullable String until, String zone) {
        if (from == null && until == null) {
            throw DagDefinitionException.of("it asks for no time; name when the window begins or ends");
        }
        return new ClockQuestion(new Window(bound(from), bound(until), zone), false);
    }

    /** It is asked of the run's logical date, if it has one. */
    public ClockQuestion ofLogicalDate() {
        return new ClockQuestion(test, true);
    }

    private static @Nullable Bound bound(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.contains("T")) {
                LocalDateTime time = LocalDateTime.parse(text);
                return new Bound(time.toLocalDate(), time.toLocalTime());
            }
            return new Bound(null, LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            throw DagDefinitionException.of("it asks for the time '" + text + "'; write 08:00 or 2026-01-01T08:00");
        }
    }
}
