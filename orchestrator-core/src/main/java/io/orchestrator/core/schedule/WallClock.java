package io.orchestrator.core.schedule;

import io.orchestrator.sdk.CronExpression;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a cron expression matches on a clock that never changes. */
final class WallClock {

    private static final int NONE = -1;
    private static final int MINUTES_PER_HOUR = 60;
    private static final int LAST_MINUTE = 24 * MINUTES_PER_HOUR - 1;

    private WallClock() {}

    /** The first matching time in [from, until). */
    static Optional<LocalDateTime> first(CronExpression cron, LocalDateTime from, LocalDateTime until) {
        LocalDateTime start = wholeMinuteFrom(from);
        for (LocalDate date = start.toLocalDate(); date.atStartOfDay().isBefore(until); date = dateAfter(cron, date)) {
            int earliest = date.equals(start.toLocalDate()) ? minuteOfDay(start) : 0;
            int minute = cron.matchesDate(date) ? firstMinute(cron, earliest) : NONE;
            if (minute != NONE) {
                return Optional.of(date.atStartOfDay().plusMinutes(minute)).filter(found -> found.isBefore(until));
            }
        }
        return Optional.empty();
    }

    /** The last matching time in [from, until). */
    static Optional<LocalDateTime> last(CronExpression cron, LocalDateTime from, LocalDateTime until) {
        LocalDateTime end = wholeMinuteFrom(until).minusMinutes(1);
        for (LocalDate date = end.toLocalDate(); !date.isBefore(from.toLocalDate()); date = dateBefore(cron, date)) {
            int latest = date.equals(end.toLocalDate()) ? minuteOfDay(end) : LAST_MINUTE;
            int minute = cron.matchesDate(date) ? lastMinute(cron, latest) : NONE;
            if (minute != NONE) {
                return Optional.of(date.atStartOfDay().plusMinutes(minute)).filter(found -> !found.isBefore(from));
            }
        }
        return Optional.empty();
    }

    private static LocalDateTime wholeMinuteFrom(LocalDateTime time) {
        LocalDateTime whole = time.truncatedTo(ChronoUnit.MINUTES);
        return whole.equals(time) ? whole : whole.plusMinutes(1);
    }

    private static int minuteOfDay(LocalDateTime time) {
        return time.getHour() * MINUTES_PER_HOUR + time.getMinute();
    }

    /** The next date worth looking at: months that do not match are stepped over at once. */
    private static LocalDate dateAfter(CronExpression cron, LocalDate date) {
        LocalDate next = date.plusDays(1);
        while (!has(cron.months(), next.getMonthValue())) {
            next = next.withDayOfMonth(1).plusMonths(1);
        }
        return next;
    }

    private static LocalDate dateBefore(CronExpression cron, LocalDate date) {
        LocalDate previous = date.minusDays(1);
        while (!has(cron.months(), previous.getMonthValue())) {
            previous = previous.withDayOfMonth(1).minusDays(1);
        }
        return previous;
    }

    private static int firstMinute(CronExpression cron, int earliest) {
        int hour = earliest / MINUTES_PER_HOUR;
        int minute = has(cron.hours(), hour) ? lowest(cron.minutes(), earliest % MINUTES_PER_HOUR) : NONE;
        if (minute != NONE) {
            return hour * MINUTES_PER_HOUR + minute;
        }
        int later = lowest(cron.hours(), hour + 1);
        return later == NONE ? NONE : later * MINUTES_PER_HOUR + lowest(cron.minutes(), 0);
    }

    private static int lastMinute(CronExpression cron, int latest) {
        int hour = latest / MINUTES_PER_HOUR;
        int minute = has(cron.hours(), hour) ? highest(cron.minutes(), latest % MINUTES_PER_HOUR) : NONE;
        if (minute != NONE) {
            return hour * MINUTES_PER_HOUR + minute;
        }
        int earlier = hour == 0 ? NONE : highest(cron.hours(), hour - 1);
        return earlier == NONE ? NONE : earlier * MINUTES_PER_HOUR + highest(cron.minutes(), MINUTES_PER_HOUR - 1);
    }

    private static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) == 1;
    }

    private static int lowest(long bits, int from) {
        long rest = bits & (-1L << from);
        return rest == 0 ? NONE : Long.numberOfTrailingZeros(rest);
    }

    private static int highest(long bits, int to) {
        long rest = bits & (-1L >>> (Long.SIZE - 1 - to));
        return rest == 0 ? NONE : Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
    }
}
