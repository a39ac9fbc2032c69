package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a year of runs, day by day. */
@Component
class RunCalendar {

    private static final int WEEKS = 53;

    private final JdbcClient database;
    private final Clock clock;

    RunCalendar(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A year.
     *
     * @param months the name of a month above its first whole week, else empty: as many as there are weeks
     * @param weekdays Monday to Sunday
     */
    record Year(int year, List<String> months, List<Weekday> weekdays, long runs, String previous, String next) {}

    /** @param days one for each week; null: not in this year */
    record Weekday(String name, List<@Nullable Day> days) {}

    /**
     * @param state the key of the state that tells for all runs of the day, or empty: there was none
     * @param href the runs of the day, or empty
     */
    record Day(String label, String state, String href) {}

    private record Sum(long runs, long failed, long open) {}

    /** @param asked a year, or null: this one */
    Year of(String dagId, @Nullable Integer asked) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int year = asked == null ? today.getYear() : Math.clamp(asked, 1970, today.getYear() + 1);
        var first = LocalDate.of(year, 1, 1);
        var sums = sums(dagId, first);
        var monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Weekday> weekdays = new ArrayList<>();
        for (var weekday : DayOfWeek.values()) {
            weekdays.add(new Weekday(
                    weekday.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                    days(dagId, monday.plusDays(weekday.getValue() - 1L), year, sums)));
        }
        var href = Links.dag(dagId) + "/calendar";
        return new Year(
                year,
                months(monday, year),
                weekdays,
                sums.values().stream().mapToLong(Sum::runs).sum(),
                Links.with(href, "year", year - 1),
                year >= today.getYear() ? "" : Links.with(href, "year", year + 1));
    }

    private static List<@Nullable Day> days(String dagId, LocalDate first, int year, Map<LocalDate, Sum> sums) {
        List<@Nullable Day> days = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            var day = first.plusWeeks(week);
            days.add(day.getYear() == year ? day(dagId, day, sums.get(day)) : null);
        }
        return days;
    }

    private static Day day(String dagId, LocalDate day, @Nullable Sum sum) {
        if (sum == null) {
            return new Day(day + ": no run", "", "");
        }
        var parts = "%s: %d %s".formatted(day, sum.runs(), sum.runs() == 1 ? "run" : "runs")
                + (sum.failed() > 0 ? ", %d failed".formatted(sum.failed()) : "")
                + (sum.open() > 0 ? ", %d not ended".formatted(sum.open()) : "");
        var state = sum.failed() > 0 ? "failed" : sum.open() > 0 ? "running" : "success";
        return new Day(parts, state, Links.with(Links.dag(dagId) + "/runs", "day", day));
    }

    private static List<String> months(LocalDate monday, int year) {
        List<String> months = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            var day = monday.plusWeeks(week);
            var begins = day.getDayOfMonth() <= 7 && day.getYear() == year;
            months.add(begins ? day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) : "");
        }
        return months;
    }

    private Map<LocalDate, Sum> sums(String dagId, LocalDate first) {
        Map<LocalDate, Sum> sums = new HashMap<>();
        database.sql(RunHistorySql.DAYS)
                .param("dag", dagId)
                .param("from", start(first))
                .param("to", start(first.plusYears(1)))
                .query((row, number) -> sums.put(
                        row.getObject("day", LocalDate.class),
                        new Sum(row.getLong("runs"), row.getLong("failed"), row.getLong("open"))))
                .list();
        return sums;
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
