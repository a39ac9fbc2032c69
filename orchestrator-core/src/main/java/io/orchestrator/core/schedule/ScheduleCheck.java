package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.sdk.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a schedule that came from outside, in sentences. */
public final class ScheduleCheck {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_600);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private ScheduleCheck() {}

    /**
     * Nothing may be assumed of the schedule: its fields may be null.
     *
     * @return one sentence for each fault; empty if it can be used
     */
    public static List<String> faults(@Nullable ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end) {
        List<String> faults = new ArrayList<>();
        switch (spec) {
            case null -> faults.add("The schedule is missing; a DAG that only people start has a manual one.");
            case ScheduleSpec.Manual manual -> {}
            case ScheduleSpec.Once once -> {}
            case ScheduleSpec.Cron cron -> {
                expression(cron.expression(), faults);
                zone(cron.zone(), faults);
            }
            case ScheduleSpec.Every every -> interval(every.interval(), faults);
        }
        date("start", start, faults);
        date("end", end, faults);
        if (start != null && end != null && end.isBefore(start)) {
            faults.add("The schedule's end date " + end + " lies before its start date " + start
                    + "; change one of them.");
        }
        return List.copyOf(faults);
    }

    private static void expression(@Nullable String expression, List<String> faults) {
        if (expression == null) {
            faults.add("The cron schedule has no expression; write one such as '0 6 * * *'.");
            return;
        }
        try {
            CronExpression.parse(expression);
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage() + ".");
        }
    }

    private static void zone(@Nullable String zone, List<String> faults) {
        if (zone == null || !ZONES.contains(zone)) {
            faults.add("The schedule's time zone '" + zone
                    + "' is unknown; use an IANA zone id such as Europe/Berlin or UTC.");
        }
    }

    private static void interval(@Nullable Duration interval, List<String> faults) {
        if (interval == null || interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            faults.add("The schedule's interval is " + interval + "; use one from 1 second to 100 years.");
        } else if (interval.toNanosPart() % 1_000_000 != 0) {
            faults.add("The schedule's interval is " + interval + "; use whole milliseconds.");
        }
    }

    private static void date(String name, @Nullable Instant date, List<String> faults) {
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            faults.add("The schedule's " + name + " date is " + date + "; use one from 1970 to 9999.");
        }
    }
}
