package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.CronExpression;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.RecurrenceRule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with what a schedule says of its instants. */
final class SpecCheck {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_600);
    private static final int MOST_PARTS = 10_000;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private final List<String> faults = new ArrayList<>();

    private SpecCheck() {}

    static List<String> faults(@Nullable ScheduleSpec spec) {
        SpecCheck check = new SpecCheck();
        check.schedule(spec);
        return check.faults;
    }

    private void schedule(@Nullable ScheduleSpec spec) {
        switch (spec) {
            case null -> faults.add("The schedule is missing; a DAG that only people start has a manual one.");
            case ScheduleSpec.Manual manual -> {}
            case ScheduleSpec.Once once -> {}
            case ScheduleSpec.Continuous continuous -> {}
            case ScheduleSpec.Cron cron -> cron(cron);
            case ScheduleSpec.Every every -> {
                interval(every.interval());
                if (every.offset() != null) {
                    interval(every.offset());
                }
            }
            case ScheduleSpec.Events events -> size("instants", events.instants());
            case ScheduleSpec.Recurrence recurrence -> recurrence(recurrence);
            case ScheduleSpec.Custom custom -> custom(custom);
            case ScheduleSpec.AnyOf any -> parts(any.schedules());
            case ScheduleSpec.Except except -> {
                parts(Collections.singletonList(except.schedule()));
                size("exclusions", except.exclusions());
                except.exclusions().forEach(this::exclusion);
            }
        }
    }

    private void parts(List<? extends @Nullable ScheduleSpec> parts) {
        size("parts", parts);
        for (ScheduleSpec part : parts) {
            if (part instanceof ScheduleSpec.Manual
                    || part instanceof ScheduleSpec.Once
                    || part instanceof ScheduleSpec.Continuous
                    || part instanceof ScheduleSpec.Custom) {
                faults.add("A part of the schedule is " + part + "; use cron, every, events or recurrence.");
            } else {
                schedule(part);
            }
        }
    }

    private void size(String what, List<?> list) {
        if (list.isEmpty() || list.size() > MOST_PARTS) {
            faults.add("The schedule has " + list.size() + " " + what + "; use 1 to " + MOST_PARTS + ".");
        }
    }

    private void cron(ScheduleSpec.Cron cron) {
        int before = faults.size();
        expression(cron.expression());
        zone(cron.zone());
        if (faults.size() == before && (cron.gap() == Gap.ASK || cron.overlap() == Overlap.ASK)) {
            try {
                Cron.of(cron.expression(), cron.zone())
                        .onGap(io.orchestrator.sdk.Gap.valueOf(cron.gap().name()))
                        .onOverlap(io.orchestrator.sdk.Overlap.valueOf(
                                cron.overlap().name()));
            } catch (DagDefinitionException e) {
                faults.add("The schedule is ambiguous: " + e.getMessage() + ".");
            }
        }
    }

    private void exclusion(Exclusion exclusion) {
        switch (exclusion) {
            case Exclusion.Days days -> zone(days.zone());
            case Exclusion.Minutes minutes -> {
                expression(minutes.expression());
                zone(minutes.zone());
            }
        }
    }

    private void custom(ScheduleSpec.Custom custom) {
        if (isMissing(custom.description()) || custom.description().isBlank()) {
            faults.add("The timetable in Java has no description; say in a few words when it is due.");
        }
        zone(custom.zone());
    }

    private void recurrence(ScheduleSpec.Recurrence recurrence) {
        zone(recurrence.zone());
        if (isMissing(recurrence.rule()) || isMissing(recurrence.start())) {
            faults.add("The recurrence has the rule '" + recurrence.rule() + "' and the start " + recurrence.start()
                    + "; it needs both.");
            return;
        }
        try {
            RecurrenceRule.parse(recurrence.rule());
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage() + ".");
        }
    }

    /** JSON may lack what the record promises. */
    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }

    private void expression(@Nullable String expression) {
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

    private void zone(@Nullable String zone) {
        if (zone == null || !ZONES.contains(zone)) {
            faults.add("The schedule's time zone '" + zone
                    + "' is unknown; use an IANA zone id such as Europe/Berlin or UTC.");
        }
    }

    private void interval(@Nullable Duration interval) {
        if (interval == null || interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            faults.add("The schedule's interval is " + interval + "; use one from 1 second to 100 years.");
        } else if (interval.toNanosPart() % 1_000_000 != 0) {
            faults.add("The schedule's interval is " + interval + "; use whole milliseconds.");
        }
    }
}
