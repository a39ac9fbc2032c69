package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.sdk.CronExpression;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which run of a DAG's schedule comes next.
 *
 * <p>A schedule that has run goes on after its last slot. Before that it begins at its start date, or at its activation if it
 * has none; with {@link Catchup#NONE} never before its activation. {@link Catchup#LATEST} then jumps to the newest slot that
 * is due already, if there is one. A schedule that runs once does so at its start date, or at its activation, whatever the
 * catch-up.
 */
public final class NextRuns {

    private NextRuns() {}

    /**
     * The next slot; it may lie in the past, and then is due.
     *
     * <p>Ask again just before a due run is created: with {@link Catchup#LATEST} a newer slot may have fallen due since.
     *
     * @param spec one that {@link ScheduleCheck} has no objection to
     * @param start the first instant it may fire at, or null
     * @param end the last instant it may fire at, or null
     * @throws IllegalArgumentException if the schedule is wrong
     */
    public static Optional<DueRun> next(
            ScheduleSpec spec,
            Catchup catchup,
            @Nullable Instant start,
            @Nullable Instant end,
            DagSchedule state,
            Instant now) {
        Optional<Instant> slot = switch (spec) {
            case ScheduleSpec.Manual manual -> Optional.empty();
            case ScheduleSpec.Once once -> once(start, state);
            case ScheduleSpec.Cron cron -> recurring(cronTimes(cron), catchup, start, state, earlier(now, end));
            case ScheduleSpec.Every every ->
                recurring(everyFrom(every, start), catchup, start, state, earlier(now, end));
        };
        return slot.filter(point -> end == null || !point.isAfter(end)).map(DueRun::at);
    }

    static CronTimes cronTimes(ScheduleSpec.Cron cron) {
        return new CronTimes(
                CronExpression.parse(cron.expression()), ZoneId.of(cron.zone()), cron.gap(), cron.overlap());
    }

    static Every everyFrom(ScheduleSpec.Every every, @Nullable Instant start) {
        return new Every(every.interval(), start == null ? Instant.EPOCH : stored(start));
    }

    private static Optional<Instant> once(@Nullable Instant start, DagSchedule state) {
        return state.lastSlot() == null
                ? Optional.of(stored(start == null ? state.activatedAt() : start))
                : Optional.empty();
    }

    private static Optional<Instant> recurring(
            Slots slots, Catchup catchup, @Nullable Instant start, DagSchedule state, Instant latest) {
        Instant earliest = earliest(catchup, start, state);
        Instant last = state.lastSlot();
        Optional<Instant> next = last == null || last.isBefore(earliest) ? slots.atOrAfter(earliest) : slots.next(last);
        return switch (catchup) {
            case ALL, NONE -> next;
            case LATEST ->
                next.map(first -> slots.atOrBefore(latest)
                        .filter(newest -> newest.isAfter(first))
                        .orElse(first));
        };
    }

    private static Instant earliest(Catchup catchup, @Nullable Instant start, DagSchedule state) {
        Instant activated = stored(state.activatedAt());
        return switch (catchup) {
            case ALL, LATEST -> {
                if (start != null) {
                    yield stored(start);
                }
                yield state.lastSlot() == null ? activated : state.lastSlot();
            }
            case NONE -> start == null || stored(start).isBefore(activated) ? activated : stored(start);
        };
    }

    /** Slots are kept in microseconds: a finer one would come again after it was read back. */
    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant earlier(Instant now, @Nullable Instant end) {
        return end == null || now.isBefore(end) ? now : end;
    }
}
