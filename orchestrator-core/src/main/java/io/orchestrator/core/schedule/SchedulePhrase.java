package io.orchestrator.core.schedule;

import io.orchestrator.core.asset.AssetPhrase;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.sdk.CronExpression;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A schedule in a few words for people: {@code every day at 00:00 Europe/Berlin}. */
public final class SchedulePhrase {

    /** Four years have every date and every weekday; this one has its leap day in the middle. */
    private static final LocalDate FIRST_DATE = LocalDate.of(2026, 1, 1);

    private static final LocalDate LAST_DATE = LocalDate.of(2030, 1, 1);

    private static final List<DayOfWeek> WORKING_DAYS =
            List.of(DayOfWeek.values()).subList(0, 5);

    private SchedulePhrase() {}

    /** What starts runs of a DAG that {@link ScheduleCheck} has no objection to: its schedule, and the assets that it follows. */
    public static String of(DagGraph graph) {
        AssetTrigger assets = graph.assets();
        if (assets == null) {
            return of(graph.schedule());
        }
        String follows = AssetPhrase.of(assets);
        return graph.schedule() instanceof ScheduleSpec.Manual ? follows : follows + ", and " + of(graph.schedule());
    }

    /** @param spec one that {@link ScheduleCheck} has no objection to */
    public static String of(ScheduleSpec spec) {
        return switch (spec) {
            case ScheduleSpec.Manual manual -> "by hand";
            case ScheduleSpec.Once once -> "once";
            case ScheduleSpec.Every every ->
                "every " + interval(every.interval())
                        + (every.offset() == null ? "" : ", after " + interval(every.offset()));
            case ScheduleSpec.Cron cron -> cron(CronExpression.parse(cron.expression())) + " " + cron.zone();
            case ScheduleSpec.Continuous continuous -> "one run after the other";
            case ScheduleSpec.Events events -> "at " + times(events.instants().size()) + " that are written down";
            case ScheduleSpec.Recurrence recurrence -> recurrence.rule() + " " + recurrence.zone();
            case ScheduleSpec.Custom custom -> custom.description();
            case ScheduleSpec.AnyOf any ->
                any.schedules().stream().map(SchedulePhrase::of).collect(Collectors.joining(", and "));
            case ScheduleSpec.Except except ->
                of(except.schedule()) + ", but not "
                        + except.exclusions().stream()
                                .map(SchedulePhrase::exclusion)
                                .collect(Collectors.joining(" or "));
        };
    }

    private static String times(int number) {
        return number == 1 ? "one time" : number + " times";
    }

    private static String exclusion(Exclusion exclusion) {
        return switch (exclusion) {
            case Exclusion.Days days ->
                Stream.of(
                                days.weekdays().isEmpty()
                                        ? ""
                                        : weekdays(days.weekdays()).replace("every ", "on "),
                                days.dates().isEmpty()
                                        ? ""
                                        : "on " + dates(days.dates().size()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" or "));
            case Exclusion.Minutes minutes -> "in “" + minutes.expression() + "” " + minutes.zone();
        };
    }

    private static String dates(int number) {
        return number == 1 ? "one holiday" : number + " holidays";
    }

    private static String interval(Duration interval) {
        return Stream.of(
                        amount(interval.toDaysPart(), "day"),
                        amount(interval.toHoursPart(), "hour"),
                        amount(interval.toMinutesPart(), "minute"),
                        amount(interval.toSecondsPart(), "second"),
                        amount(interval.toMillisPart(), "millisecond"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "))
                // "every hour", but "every 2 hours" and "every 1 hour 30 minutes".
                .replaceFirst("^1 (\\w+)$", "$1");
    }

    private static String amount(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit + (amount == 1 ? "" : "s");
    }

    /** What has no phrase is shown as the expression. */
    private static String cron(CronExpression cron) {
        return days(cron).flatMap(days -> times(cron, days)).orElse(cron.toString());
    }

    private static Optional<String> times(CronExpression cron, String days) {
        List<Integer> minutes = bits(cron.minutes());
        List<Integer> hours = bits(cron.hours());
        if (minutes.size() == 1 && hours.size() == 1) {
            return Optional.of("%s at %02d:%02d".formatted(days, hours.getFirst(), minutes.getFirst()));
        }
        if (!days.equals("every day") || hours.size() != 24 || !cron.wildcardHour()) {
            return Optional.empty();
        }
        if (minutes.size() == 1) {
            return Optional.of("every hour at :%02d".formatted(minutes.getFirst()));
        }
        int step = minutes.get(1) - minutes.getFirst();
        boolean even = minutes.getFirst() == 0 && 60 % step == 0 && minutes.size() == 60 / step;
        return even ? Optional.of("every " + interval(Duration.ofMinutes(step))) : Optional.empty();
    }

    private static Optional<String> days(CronExpression cron) {
        List<DayOfWeek> weekdays = Stream.of(DayOfWeek.values())
                .filter(day -> dates().anyMatch(date -> date.getDayOfWeek() == day && cron.matchesDate(date)))
                .toList();
        if (matchesExactly(cron, date -> weekdays.contains(date.getDayOfWeek()))) {
            return Optional.of(weekdays(weekdays));
        }
        return LongStream.rangeClosed(1, 31)
                .filter(day -> matchesExactly(cron, date -> date.getDayOfMonth() == day))
                .mapToObj(day -> "on day " + day + " of every month")
                .findFirst();
    }

    private static String weekdays(List<DayOfWeek> days) {
        if (days.size() == 7) {
            return "every day";
        }
        if (days.equals(WORKING_DAYS)) {
            return "Monday to Friday";
        }
        return "every "
                + days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .collect(Collectors.joining(", "));
    }

    private static boolean matchesExactly(CronExpression cron, Predicate<LocalDate> dates) {
        return dates().allMatch(date -> cron.matchesDate(date) == dates.test(date));
    }

    private static Stream<LocalDate> dates() {
        return FIRST_DATE.datesUntil(LAST_DATE);
    }

    private static List<Integer> bits(long bits) {
        return Stream.iterate(0, bit -> bit + 1)
                .limit(60)
                .filter(bit -> (bits >>> bit & 1) == 1)
                .toList();
    }
}
