package io.orchestrator.core.schedule;

import io.orchestrator.sdk.RecurrenceRule;
import io.orchestrator.sdk.RecurrenceRule.Frequency;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The periods of a recurrence rule, numbered from the one that its start lies in, and the wall-clock times of each. */
final class RecurrencePeriods {

    private final RecurrenceRule rule;
    private final LocalDateTime start;
    private final LocalDateTime first;
    private final ChronoUnit unit;
    private final RecurrenceDates dates;
    private final List<Integer> hours;
    private final List<Integer> minutes;
    private final List<Integer> seconds;

    RecurrencePeriods(RecurrenceRule rule, LocalDateTime start) {
        this.rule = rule;
        this.start = start;
        this.first = beginning(start);
        this.unit = unit(rule.frequency());
        this.dates = new RecurrenceDates(rule, start.toLocalDate());
        this.hours = named(rule.hours(), Frequency.HOURLY, start.getHour());
        this.minutes = named(rule.minutes(), Frequency.MINUTELY, start.getMinute());
        this.seconds = named(rule.seconds(), Frequency.SECONDLY, start.getSecond());
    }

    /** What the rule does not name comes from its start, unless it is finer than a period. */
    private List<Integer> named(List<Integer> values, Frequency own, int ofStart) {
        return values.isEmpty() && rule.frequency().compareTo(own) < 0 ? List.of(ofStart) : values;
    }

    private static ChronoUnit unit(Frequency frequency) {
        return switch (frequency) {
            case YEARLY -> ChronoUnit.YEARS;
            case MONTHLY -> ChronoUnit.MONTHS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case DAILY -> ChronoUnit.DAYS;
            case HOURLY -> ChronoUnit.HOURS;
            case MINUTELY -> ChronoUnit.MINUTES;
            case SECONDLY -> ChronoUnit.SECONDS;
        };
    }

    private LocalDateTime beginning(LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (rule.frequency()) {
            case YEARLY -> date.withDayOfYear(1).atStartOfDay();
            case MONTHLY -> date.withDayOfMonth(1).atStartOfDay();
            case WEEKLY ->
                date.with(TemporalAdjusters.previousOrSame(rule.weekStart())).atStartOfDay();
            case DAILY -> date.atStartOfDay();
            case HOURLY -> time.truncatedTo(ChronoUnit.HOURS);
            case MINUTELY -> time.truncatedTo(ChronoUnit.MINUTES);
            case SECONDLY -> time.truncatedTo(ChronoUnit.SECONDS);
        };
    }

    /** The last period that begins at or before a time; 0 if none does. */
    long indexOf(LocalDateTime time) {
        return Math.max(0, unit.between(first, beginning(time)) / rule.interval());
    }

    LocalDateTime start(long period) {
        return first.plus(period * rule.interval(), unit);
    }

    /** The next period with a date that may match. */
    long nextWorthLooking(long period) {
        LocalDate date = start(period).toLocalDate();
        if (!isWithinDay() || dates.matches(date)) {
            return period + 1;
        }
        LocalDateTime midnight = date.plusDays(1).atStartOfDay();
        long last = indexOf(midnight);
        return Math.max(period + 1, start(last).isBefore(midnight) ? last + 1 : last);
    }

    long previousWorthLooking(long period) {
        LocalDate date = start(period).toLocalDate();
        if (!isWithinDay() || dates.matches(date)) {
            return period - 1;
        }
        LocalDateTime before = date.atStartOfDay().minusSeconds(1);
        return before.isBefore(first) ? -1 : Math.min(period - 1, indexOf(before));
    }

    private boolean isWithinDay() {
        return rule.frequency().compareTo(Frequency.DAILY) > 0;
    }

    /** In order. */
    List<LocalDateTime> times(long period) {
        LocalDateTime from = start(period);
        List<LocalDateTime> all = isWithinDay() ? withinDay(from) : ofDates(from);
        return chosen(all).stream()
                .filter(time -> !time.isBefore(start) && (rule.until() == null || !time.isAfter(rule.until())))
                .toList();
    }

    private List<LocalDateTime> ofDates(LocalDateTime from) {
        List<LocalDateTime> times = new ArrayList<>();
        LocalDate end = from.plus(1, unit).toLocalDate();
        for (LocalDate date = from.toLocalDate(); date.isBefore(end); date = date.plusDays(1)) {
            if (dates.matches(date)) {
                add(times, date.atStartOfDay(), hours, minutes, seconds);
            }
        }
        return times;
    }

    private List<LocalDateTime> withinDay(LocalDateTime from) {
        List<LocalDateTime> times = new ArrayList<>();
        if (dates.matches(from.toLocalDate()) && allows(hours, from.getHour())) {
            add(times, from.toLocalDate().atStartOfDay(), List.of(from.getHour()), minutesOf(from), secondsOf(from));
        }
        return times;
    }

    private List<Integer> minutesOf(LocalDateTime from) {
        if (rule.frequency() == Frequency.HOURLY) {
            return minutes;
        }
        return allows(minutes, from.getMinute()) ? List.of(from.getMinute()) : List.of();
    }

    private List<Integer> secondsOf(LocalDateTime from) {
        if (rule.frequency() != Frequency.SECONDLY) {
            return seconds;
        }
        return allows(seconds, from.getSecond()) ? List.of(from.getSecond()) : List.of();
    }

    private static boolean allows(List<Integer> values, int value) {
        return values.isEmpty() || values.contains(value);
    }

    private static void add(
            List<LocalDateTime> times,
            LocalDateTime midnight,
            List<Integer> hours,
            List<Integer> minutes,
            List<Integer> seconds) {
        for (int hour : hours) {
            for (int minute : minutes) {
                for (int second : seconds) {
                    times.add(midnight.plusHours(hour).plusMinutes(minute).plusSeconds(second));
                }
            }
        }
    }

    private List<LocalDateTime> chosen(List<LocalDateTime> all) {
        if (rule.positions().isEmpty()) {
            return all;
        }
        TreeSet<LocalDateTime> chosen = new TreeSet<>();
        for (int position : rule.positions()) {
            int index = position > 0 ? position - 1 : all.size() + position;
            if (index >= 0 && index < all.size()) {
                chosen.add(all.get(index));
            }
        }
        return List.copyOf(chosen);
    }
}
