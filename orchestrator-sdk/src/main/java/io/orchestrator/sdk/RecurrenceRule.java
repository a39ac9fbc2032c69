package io.orchestrator.sdk;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule of RFC 5545 without a start, as read. Lists are empty where the rule does not name them.
 *
 * @param interval every so many periods, at least 1
 * @param count it ends after so many instants, or null
 * @param until its last possible instant by the wall clock, or null
 * @param monthDays from 1, or from -1 backwards from the month's end
 * @param yearDays from 1, or from -1 backwards from the year's end
 * @param weeks from 1, or from -1 backwards from the year's last week
 * @param positions which of a period's instants count: from 1, or from -1 backwards; empty: all
 * @param weekStart the first day of a week
 * @param text the rule as written
 */
public record RecurrenceRule(
        Frequency frequency,
        int interval,
        @Nullable Integer count,
        @Nullable LocalDateTime until,
        List<Integer> months,
        List<Integer> monthDays,
        List<Integer> yearDays,
        List<Integer> weeks,
        List<WeekDay> weekDays,
        List<Integer> hours,
        List<Integer> minutes,
        List<Integer> seconds,
        List<Integer> positions,
        DayOfWeek weekStart,
        String text) {

    private static final int MOST = 100_000;
    private static final Set<String> PARTS = Set.of(
            "FREQ",
            "INTERVAL",
            "COUNT",
            "UNTIL",
            "BYMONTH",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYDAY",
            "BYHOUR",
            "BYMINUTE",
            "BYSECOND",
            "BYSETPOS",
            "WKST");

    /** How long a period is. */
    public enum Frequency {
        YEARLY,
        MONTHLY,
        WEEKLY,
        DAILY,
        HOURLY,
        MINUTELY,
        SECONDLY
    }

    /** @param nth of the month or year, negative: from its end; 0: every one */
    public record WeekDay(DayOfWeek day, int nth) {}

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException if it is not one; the message says what to write
     */
    public static RecurrenceRule parse(String rule) {
        String text = rule.strip().toUpperCase(Locale.ROOT).replaceFirst("^RRULE:", "");
        RuleParts parts = RuleParts.of(text, PARTS);
        Frequency frequency = parts.frequency();
        RecurrenceRule read = new RecurrenceRule(
                frequency,
                Objects.requireNonNullElse(parts.number("INTERVAL", 1, MOST), 1),
                parts.number("COUNT", 1, MOST),
                parts.until(),
                parts.numbers("BYMONTH", 1, 12, false),
                parts.numbers("BYMONTHDAY", 1, 31, true),
                parts.numbers("BYYEARDAY", 1, 366, true),
                parts.numbers("BYWEEKNO", 1, 53, true),
                parts.weekDays(),
                parts.numbers("BYHOUR", 0, 23, false),
                parts.numbers("BYMINUTE", 0, 59, false),
                parts.numbers("BYSECOND", 0, 59, false),
                parts.numbers("BYSETPOS", 1, 366, true),
                parts.weekStart(),
                text);
        read.refuseContradictions(parts);
        return read;
    }

    private void refuseContradictions(RuleParts parts) {
        if (count != null && until != null) {
            throw parts.wrong("it has both COUNT and UNTIL; keep one of them");
        }
        if (!weeks.isEmpty() && frequency != Frequency.YEARLY) {
            throw parts.wrong("BYWEEKNO needs FREQ=YEARLY");
        }
        boolean counted = weekDays.stream().anyMatch(day -> day.nth() != 0);
        if (counted && frequency != Frequency.YEARLY && frequency != Frequency.MONTHLY) {
            throw parts.wrong("a number before a weekday needs FREQ=MONTHLY or FREQ=YEARLY");
        }
        Map<String, List<Integer>> others = Map.of("day", monthDays, "year day", yearDays, "month", months);
        if (!positions.isEmpty()
                && weekDays.isEmpty()
                && others.values().stream().allMatch(List::isEmpty)
                && hours.isEmpty()
                && minutes.isEmpty()
                && seconds.isEmpty()
                && weeks.isEmpty()) {
            throw parts.wrong("BYSETPOS needs another BY part to choose from");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
