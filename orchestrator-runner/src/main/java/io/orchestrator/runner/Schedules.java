package io.orchestrator.runner;

import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import io.orchestrator.sdk.AnyOf;
import io.orchestrator.sdk.BusinessCalendar;
import io.orchestrator.sdk.Continuous;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Events;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Except;
import io.orchestrator.sdk.Manual;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.Once;
import io.orchestrator.sdk.Recurrence;
import io.orchestrator.sdk.Schedule;
import io.orchestrator.sdk.Timing;

/** Writes a schedule down. */
final class Schedules {

    private Schedules() {}

    static ScheduleSpec of(Schedule schedule) {
        return switch (schedule) {
            case Manual manual -> new ScheduleSpec.Manual();
            case OnAssets assets -> of(assets.timePart());
            case Once once -> new ScheduleSpec.Once();
            case Continuous continuous -> new ScheduleSpec.Continuous();
            case Every every -> new ScheduleSpec.Every(every.interval(), every.after());
            case Cron cron -> cron(cron);
            case Events events -> new ScheduleSpec.Events(events.instants(), events.manualAtEvents());
            case Recurrence recurrence ->
                new ScheduleSpec.Recurrence(
                        recurrence.rule().toString(),
                        recurrence.start(),
                        recurrence.zone().getId());
            case CustomTimetable custom ->
                new ScheduleSpec.Custom(custom.description(), custom.zone().getId());
            case AnyOf any ->
                new ScheduleSpec.AnyOf(
                        any.schedules().stream().map(Schedules::of).toList());
            case Except except ->
                new ScheduleSpec.Except(
                        of(except.schedule()),
                        except.exclusions().stream().map(Schedules::exclusion).toList());
        };
    }

    private static ScheduleSpec cron(Cron cron) {
        return new ScheduleSpec.Cron(
                cron.expression().toString(),
                cron.zone().getId(),
                ScheduleSpec.Gap.valueOf(cron.gap().name()),
                ScheduleSpec.Overlap.valueOf(cron.overlap().name()));
    }

    private static Exclusion exclusion(io.orchestrator.sdk.Exclusion exclusion) {
        return switch (exclusion) {
            case BusinessCalendar days ->
                new Exclusion.Days(days.weekdays(), days.holidays(), days.zone().getId());
            case Cron cron ->
                new Exclusion.Minutes(cron.expression().toString(), cron.zone().getId());
        };
    }

    static TimingSpec timing(Timing timing) {
        return new TimingSpec(
                interval(timing),
                timing.covering(),
                timing.jitter(),
                TimingSpec.WhenBusy.valueOf(timing.whenBusy().name()));
    }

    private static TimingSpec.Interval interval(Timing timing) {
        if (timing.dataIntervals()) {
            return TimingSpec.Interval.SINCE_PREVIOUS;
        }
        return timing.covering() == null ? TimingSpec.Interval.POINT : TimingSpec.Interval.LENGTH;
    }
}
