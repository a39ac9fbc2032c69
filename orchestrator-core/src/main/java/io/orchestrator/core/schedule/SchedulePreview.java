package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a schedule would do, without regard to what it has done. */
public final class SchedulePreview {

    private SchedulePreview() {}

    /**
     * The first slots at or after an instant, at most n.
     *
     * @param spec one that {@link ScheduleCheck} has no objection to
     * @param start the first instant it may fire at, or null
     * @param end the last instant it may fire at, or null
     */
    public static List<PreviewedRun> of(
            ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end, Instant from, int n) {
        return switch (spec) {
            case ScheduleSpec.Manual manual -> List.of();
            case ScheduleSpec.Once once -> once(start == null ? from : start, from);
            case ScheduleSpec.Cron cron ->
                list(NextRuns.cronTimes(cron), ZoneId.of(cron.zone()), later(from, start), end, n);
            case ScheduleSpec.Every every ->
                list(NextRuns.everyFrom(every, start), ZoneId.of("UTC"), later(from, start), end, n);
        };
    }

    private static List<PreviewedRun> once(Instant slot, Instant from) {
        return slot.isBefore(from) ? List.of() : List.of(new PreviewedRun(slot, false));
    }

    private static List<PreviewedRun> list(Slots slots, ZoneId zone, Instant from, @Nullable Instant end, int n) {
        List<PreviewedRun> runs = new ArrayList<>();
        Optional<Instant> slot = slots.atOrAfter(from);
        while (slot.isPresent()
                && runs.size() < n
                && (end == null || !slot.get().isAfter(end))) {
            runs.add(new PreviewedRun(slot.get(), clocksChange(zone, slot.get())));
            slot = slots.next(slot.get());
        }
        return List.copyOf(runs);
    }

    private static boolean clocksChange(ZoneId zone, Instant instant) {
        LocalDate date = LocalDate.ofInstant(instant, zone);
        Instant midnight = date.atStartOfDay(zone).toInstant();
        var change = zone.getRules().nextTransition(midnight.minusNanos(1));
        return change != null
                && (date.equals(change.getDateTimeBefore().toLocalDate())
                        || date.equals(change.getDateTimeAfter().toLocalDate()));
    }

    private static Instant later(Instant from, @Nullable Instant start) {
        return start == null || start.isBefore(from) ? from : start;
    }
}
