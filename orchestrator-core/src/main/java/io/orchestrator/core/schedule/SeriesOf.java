package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.sdk.CronExpression;
import io.orchestrator.sdk.RecurrenceRule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instants that a schedule names. */
final class SeriesOf {

    private final @Nullable Instant start;
    private final Slots known;

    /**
     * @param start what intervals are counted from, or null
     * @param known the slots of a timetable in Java
     */
    SeriesOf(@Nullable Instant start, Slots known) {
        this.start = start;
        this.known = known;
    }

    /**
     * @param spec one that {@link ScheduleCheck} has no objection to
     * @return empty for one that has none of its own: by hand, once, continuous
     */
    Slots of(ScheduleSpec spec) {
        return switch (spec) {
            case ScheduleSpec.Manual manual -> new SlotList(List.of());
            case ScheduleSpec.Once once -> new SlotList(List.of());
            case ScheduleSpec.Continuous continuous -> new SlotList(List.of());
            case ScheduleSpec.Cron cron ->
                new CronTimes(
                        CronExpression.parse(cron.expression()), ZoneId.of(cron.zone()), cron.gap(), cron.overlap());
            case ScheduleSpec.Every every -> new Every(every.interval(), anchor(every));
            case ScheduleSpec.Events events ->
                new SlotList(events.instants().stream()
                        .map(instant -> instant.truncatedTo(ChronoUnit.MICROS))
                        .toList());
            case ScheduleSpec.Recurrence recurrence ->
                RecurrenceTimes.of(
                        RecurrenceRule.parse(recurrence.rule()), recurrence.start(), ZoneId.of(recurrence.zone()));
            case ScheduleSpec.Custom custom -> known;
            case ScheduleSpec.AnyOf any ->
                new AnySlots(any.schedules().stream().map(this::of).toList());
            case ScheduleSpec.Except except ->
                new KeptSlots(of(except.schedule()), new Excluded(except.exclusions())::around);
        };
    }

    private Instant anchor(ScheduleSpec.Every every) {
        Instant first = start == null ? Instant.EPOCH : start;
        return every.offset() == null ? first : first.plus(every.offset());
    }

    /** Where people look at a clock for this schedule. */
    static ZoneId zone(ScheduleSpec spec) {
        return switch (spec) {
            case ScheduleSpec.Cron cron -> ZoneId.of(cron.zone());
            case ScheduleSpec.Recurrence recurrence -> ZoneId.of(recurrence.zone());
            case ScheduleSpec.Custom custom -> ZoneId.of(custom.zone());
            case ScheduleSpec.AnyOf any -> zone(any.schedules().getFirst());
            case ScheduleSpec.Except except -> zone(except.schedule());
            case ScheduleSpec.Manual manual -> ZoneId.of("UTC");
            case ScheduleSpec.Once once -> ZoneId.of("UTC");
            case ScheduleSpec.Continuous continuous -> ZoneId.of("UTC");
            case ScheduleSpec.Every every -> ZoneId.of("UTC");
            case ScheduleSpec.Events events -> ZoneId.of("UTC");
        };
    }
}
