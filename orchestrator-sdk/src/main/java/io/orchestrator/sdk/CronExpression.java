package io.orchestrator.sdk;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * A cron expression: minute, hour, day of month, month and day of week, or a preset such as {@code @daily}.
 *
 * <p>Fields take lists, ranges, steps and English names; {@code 7} is Sunday like {@code 0}, and {@code ?} in a day field
 * means {@code *}. Day of month also takes {@code L}, {@code L-3}, {@code LW} and {@code 15W}; day of week also takes {@code
 * FRI#2} and {@code FRIL}. As in unix, a date matches when either day field matches if both are restricted; a day field that
 * has a {@code *}, also in a step, is not restricted, and then both must match.
 */
public final class CronExpression {

    private static final Map<String, String> PRESETS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@quarterly", "0 0 1 1,4,7,10 *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private final String text;
    private final long minutes;
    private final long hours;
    private final long months;
    private final boolean wildcardMinute;
    private final boolean wildcardHour;
    private final CronDays days;

    private CronExpression(String text, String[] fields) {
        this.text = text;
        this.minutes = CronField.MINUTE.parse(fields[0]);
        this.hours = CronField.HOUR.parse(fields[1]);
        this.months = CronField.MONTH.parse(fields[3]);
        this.wildcardMinute = fields[0].startsWith("*");
        this.wildcardHour = fields[1].startsWith("*");
        this.days = CronDays.parse(fields[2], fields[4]);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is not one, or if no date can ever match; the message says what to write
     */
    public static CronExpression parse(String expression) {
        String text = String.join(" ", expression.strip().split("\\s+"));
        try {
            CronExpression cron = new CronExpression(text, fields(text));
            cron.refuseImpossibleDates();
            return cron;
        } catch (CronSyntaxException e) {
            throw new IllegalArgumentException("Cron expression '" + text + "': " + e.getMessage(), e);
        }
    }

    private static String[] fields(String text) {
        if (text.matches("(CRON_)?TZ=.*")) {
            throw new CronSyntaxException(
                    "the zone stands beside the expression: Cron.of(\"0 6 * * *\", \"Europe/Berlin\")");
        }
        String plain = text;
        if (text.startsWith("@")) {
            String preset = PRESETS.get(text.toLowerCase(Locale.ROOT));
            if (preset == null) {
                throw new CronSyntaxException("unknown preset; use one of "
                        + String.join(", ", PRESETS.keySet().stream().sorted().toList())
                        + ", or another schedule: Every.of(duration), Once, Continuous");
            }
            plain = preset;
        }
        String[] fields = plain.toUpperCase(Locale.ROOT).split(" ");
        if (fields.length != 5 || fields[0].isEmpty()) {
            int found = fields[0].isEmpty() ? 0 : fields.length;
            throw new CronSyntaxException("found " + found + (found == 1 ? " field" : " fields")
                    + ", expected five: minute hour day-of-month month day-of-week (there is no field for seconds)");
        }
        return fields;
    }

    /** Dates repeat after 400 years; nearly every expression matches within the first of them. */
    private void refuseImpossibleDates() {
        LocalDate end = LocalDate.of(2400, 1, 1);
        for (LocalDate date = LocalDate.of(2000, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            if (matchesDate(date)) {
                return;
            }
        }
        throw new CronSyntaxException("no date ever matches its day and month fields; change one of them");
    }

    /** The matching minutes: bit n is minute n. */
    public long minutes() {
        return minutes;
    }

    /** The matching hours: bit n is hour n. */
    public long hours() {
        return hours;
    }

    /** The matching months: bit n is month n, 1 is January. */
    public long months() {
        return months;
    }

    /** Whether month, day of month and day of week match this date. */
    public boolean matchesDate(LocalDate date) {
        return (months >>> date.getMonthValue() & 1) == 1 && days.matches(date);
    }

    /** Whether the minute field begins with {@code *}. */
    public boolean wildcardMinute() {
        return wildcardMinute;
    }

    /** Whether the hour field begins with {@code *}, so that it follows elapsed time and not the wall clock. */
    public boolean wildcardHour() {
        return wildcardHour;
    }

    /** The expression as written, with single spaces. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
