package io.orchestrator.dags;

import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/** Runs half an hour after a stock exchange closes, which on some days is earlier: a timetable in Java, since no cron can say that. */
public final class MarketClose implements DagSource {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<MonthDay> CLOSED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));
    private static final Set<MonthDay> HALF = Set.of(MonthDay.of(12, 24), MonthDay.of(12, 31));
    private static final LocalTime USUAL = LocalTime.of(18, 0);
    private static final LocalTime EARLY = LocalTime.of(14, 30);

    @Override
    public Dag dag() {
        return Dag.define("market_close", dag -> {
            dag.description("Reports half an hour after the exchange closes; half days and holidays are known.")
                    .tags("example");
            dag.schedule(CustomTimetable.of("half an hour after the exchange closes", ZONE.getId(), MarketClose::next));
            dag.action("report", MarketClose::report);
        });
    }

    /** The first slot after an instant. */
    static Instant next(Instant instant) {
        LocalDate day = instant.atZone(ZONE).toLocalDate();
        while (true) {
            Instant slot = day.atTime(close(day)).atZone(ZONE).toInstant();
            if (isOpen(day) && slot.isAfter(instant)) {
                return slot;
            }
            day = day.plusDays(1);
        }
    }

    private static boolean isOpen(LocalDate day) {
        return !WEEKEND.contains(day.getDayOfWeek()) && !CLOSED.contains(MonthDay.from(day));
    }

    private static LocalTime close(LocalDate day) {
        return HALF.contains(MonthDay.from(day)) ? EARLY : USUAL;
    }

    static void report(TaskContext context) {
        context.log().log(
                Level.INFO,
                "The market has closed; this is the run of {0}",
                context.logicalDate().map(Instant::toString).orElse("no date"));
    }
}
