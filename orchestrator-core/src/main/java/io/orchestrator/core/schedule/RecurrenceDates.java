package io.orchestrator.core.schedule;

import io.orchestrator.sdk.RecurrenceRule;
import io.orchestrator.sdk.RecurrenceRule.Frequency;
import io.orchestrator.sdk.RecurrenceRule.WeekDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.List;

/** Which dates a recurrence rule matches: every list of days that it has must have the date. */
final class RecurrenceDates {

    private static final int DAYS_OF_FIRST_WEEK = 4;

    private final RecurrenceRule rule;
    private final List<Integer> months;
    private final List<Integer> monthDays;
    private final List<WeekDay> weekDays;
    private final WeekFields week;

    /** A rule that names no day means the day of its start. */
    RecurrenceDates(RecurrenceRule rule, LocalDate start) {
        boolean namesDay = !rule.weeks().isEmpty()
                || !rule.yearDays().isEmpty()
                || !rule.monthDays().isEmpty()
                || !rule.weekDays().isEmpty();
        Frequency frequency = rule.frequency();
        boolean ofMonth = !namesDay && (frequency == Frequency.YEARLY || frequency == Frequency.MONTHLY);
        this.rule = rule;
        this.months =
                !namesDay && frequency == Frequency.YEARLY && rule.months().isEmpty()
                        ? List.of(start.getMonthValue())
                        : rule.months();
        this.monthDays = ofMonth ? List.of(start.getDayOfMonth()) : rule.monthDays();
        boolean weekOfStart = !namesDay && frequency == Frequency.WEEKLY
                || !rule.weeks().isEmpty() && rule.weekDays().isEmpty();
        this.weekDays = weekOfStart ? List.of(new WeekDay(start.getDayOfWeek(), 0)) : rule.weekDays();
        this.week = WeekFields.of(rule.weekStart(), DAYS_OF_FIRST_WEEK);
    }

    boolean matches(LocalDate date) {
        return (months.isEmpty() || months.contains(date.getMonthValue()))
                && has(monthDays, date.getDayOfMonth(), date.lengthOfMonth())
                && has(rule.yearDays(), date.getDayOfYear(), date.lengthOfYear())
                && (rule.weeks().isEmpty() || inWeek(date))
                && (weekDays.isEmpty() || weekDays.stream().anyMatch(day -> isDay(day, date)));
    }

    /** @param last what -1 stands for */
    private static boolean has(List<Integer> values, int value, int last) {
        return values.isEmpty() || values.contains(value) || values.contains(value - last - 1);
    }

    private boolean inWeek(LocalDate date) {
        int weeks = (int) LocalDate.of(date.get(week.weekBasedYear()), 7, 1)
                .range(week.weekOfWeekBasedYear())
                .getMaximum();
        return has(rule.weeks(), date.get(week.weekOfWeekBasedYear()), weeks);
    }

    private boolean isDay(WeekDay wanted, LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        if (day != wanted.day() || wanted.nth() == 0) {
            return day == wanted.day();
        }
        boolean ofYear = rule.frequency() == Frequency.YEARLY && months.isEmpty();
        int position = ofYear ? date.getDayOfYear() : date.getDayOfMonth();
        int length = ofYear ? date.lengthOfYear() : date.lengthOfMonth();
        return wanted.nth() > 0 ? (position - 1) / 7 + 1 == wanted.nth() : (length - position) / 7 + 1 == -wanted.nth();
    }
}
