package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a DAG's schedule asks for.
 *
 * <p>A schedule that has run goes on after its last slot. Before that it begins at its start date, or at its activation if it
 * has none; with {@link Catchup#NONE} never before its activation. {@link Catchup#LATEST} then jumps to the newest slot that
 * is due already, if there is one. A schedule that runs once does so at its start date, or at its activation, whatever the
 * catch-up; a continuous one is due whenever it is asked.
 */
public final class Timetable {

    /** Only people start runs. */
    public static final Timetable MANUAL = of(new ScheduleSpec.Manual(), TimingSpec.PLAIN, Catchup.NONE, null, null);

    private static final Duration TICK = Duration.ofMillis(1);

    private final ScheduleSpec spec;
    private final TimingSpec timing;
    private final Catchup catchup;
    private final @Nullable Instant start;
    private final @Nullable Instant end;
    private final DueTimes times;

    private Timetable(
            ScheduleSpec spec,
            TimingSpec timing,
            Catchup catchup,
            @Nullable Instant start,
            @Nullable Instant end,
            Slots known) {
        this.spec = spec;
        this.timing = timing;
        this.catchup = catchup;
        this.start = start == null ? null : stored(start);
        this.end = end;
        this.times = DueTimes.of(spec, timing, new SeriesOf(this.start, known));
    }

    /** @throws IllegalArgumentException if the schedule is wrong */
    public static Timetable of(DagGraph graph) {
        return of(graph, List.of());
    }

    /**
     * @param known the slots of a timetable in Java, as far as they are known; nobody asks them of another
     * @throws IllegalArgumentException if the schedule is wrong
     */
    public static Timetable of(DagGraph graph, List<Instant> known) {
        ScheduleBounds bounds = ScheduleBounds.of(graph);
        return new Timetable(
                graph.schedule(), graph.timing(), graph.catchup(), bounds.start(), bounds.end(), new SlotList(known));
    }

    /**
     * A schedule by itself.
     *
     * @param start the first instant it may fire at, or that a data interval may begin at, or null
     * @param end the last one, or null
     */
    public static Timetable of(
            ScheduleSpec spec, TimingSpec timing, Catchup catchup, @Nullable Instant start, @Nullable Instant end) {
        return new Timetable(spec, timing, catchup, start, end, new SlotList(List.of()));
    }

    /**
     * The next run; it may be due in the past.
     *
     * <p>Ask again just before a due run is created: with {@link Catchup#LATEST} a newer slot may have fallen due since.
     */
    public Optional<DueRun> next(DagSchedule state, Instant now) {
        return switch (spec) {
            case ScheduleSpec.Manual manual -> Optional.empty();
            case ScheduleSpec.Once once -> once(state).map(DueRun::at);
            case ScheduleSpec.Continuous continuous -> continuous(state, now);
            case ScheduleSpec.Cron cron -> recurring(state, now);
            case ScheduleSpec.Every every -> recurring(state, now);
            case ScheduleSpec.Events events -> recurring(state, now);
            case ScheduleSpec.Recurrence recurrence -> recurring(state, now);
            case ScheduleSpec.Custom custom -> recurring(state, now);
            case ScheduleSpec.AnyOf any -> recurring(state, now);
            case ScheduleSpec.Except except -> recurring(state, now);
        };
    }

    private Optional<Instant> once(DagSchedule state) {
        return state.lastSlot() == null
                ? Optional.of(start == null ? stored(state.activatedAt()) : start)
                        .filter(this::hasNotEnded)
                : Optional.empty();
    }

    /** What has happened since the run before; two runs never have the same date. */
    private Optional<DueRun> continuous(DagSchedule state, Instant now) {
        Instant last = state.lastSlot();
        Instant from = last == null ? earliestOfAll(state) : last;
        Instant least = last == null ? from : last.plus(TICK);
        Instant due = stored(now).isBefore(least) ? least : stored(now);
        return Optional.of(due).filter(this::hasNotEnded).map(point -> new DueRun(point, point, from, point, point));
    }

    private Instant earliestOfAll(DagSchedule state) {
        return start == null ? stored(state.activatedAt()) : start;
    }

    private boolean hasNotEnded(Instant point) {
        return end == null || !point.isAfter(end);
    }

    private Optional<DueRun> recurring(DagSchedule state, Instant now) {
        Optional<Instant> latest = end == null ? Optional.of(now) : times.lastUntil(end);
        return nextSlot(state, latest.filter(last -> last.isBefore(now)).orElse(now))
                .filter(slot -> end == null || latest.isPresent() && !slot.isAfter(latest.get()))
                .map(slot -> times.run(slot, runAfter(state.dagId(), slot)));
    }

    private Optional<Instant> nextSlot(DagSchedule state, Instant latest) {
        Instant last = state.lastSlot();
        return earliest(state)
                .flatMap(earliest -> last == null || last.isBefore(earliest)
                        ? times.due().atOrAfter(earliest)
                        : times.due().next(last))
                .map(next -> catchup == Catchup.LATEST
                        ? times.due()
                                .atOrBefore(latest)
                                .filter(newest -> newest.isAfter(next))
                                .orElse(next)
                        : next);
    }

    /** The first slot after this is the next one that has a run, if what it is about does not begin too early. */
    public Instant goesOnAfter(DagSchedule state) {
        Instant last = state.lastSlot();
        Instant activated = stored(state.activatedAt());
        Instant first = switch (catchup) {
            case NONE -> start == null || start.isBefore(activated) ? activated : start;
            case ALL, LATEST -> start != null ? start : last == null ? activated : last;
        };
        return last != null && !last.isBefore(first) ? last : first.minus(1, ChronoUnit.MICROS);
    }

    /** Empty: the schedule never gets as far as its start. */
    private Optional<Instant> earliest(DagSchedule state) {
        Instant activated = stored(state.activatedAt());
        Optional<Instant> first = start == null ? Optional.of(Instant.MIN) : times.firstFrom(start);
        return switch (catchup) {
            case NONE -> first.map(point -> point.isBefore(activated) ? activated : point);
            case ALL, LATEST ->
                start != null ? first : Optional.of(state.lastSlot() == null ? activated : state.lastSlot());
        };
    }

    private Instant runAfter(String dagId, Instant slot) {
        if (timing.jitter() == null) {
            return slot;
        }
        Instant following = times.due().next(slot).orElse(Instant.MAX);
        Instant until = following.isAfter(slot.plus(timing.jitter())) ? slot.plus(timing.jitter()) : following;
        return slot.plus(Jitter.delay(dagId, slot, timing.jitter(), until));
    }

    /** Slots are kept in microseconds: a finer one would come again after it was read back. */
    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Whether the run that comes after this one is not overdue, and this one is due.
     *
     * @param slot when the run was due
     */
    public boolean isLatest(Instant slot, Instant now) {
        Timetable all = new Timetable(spec, timing, Catchup.ALL, start, end, new SlotList(List.of()));
        Optional<DueRun> next = all.next(new DagSchedule("", slot, slot, null), now);
        return !now.isBefore(slot)
                && next.map(run -> !now.isAfter(run.runAfter())).orElse(true);
    }

    /** Where people look at a clock for this schedule. */
    public ZoneId zone() {
        return SeriesOf.zone(spec);
    }

    /** What a run by hand with such a date is about. */
    public DueRun byHand(Instant date) {
        if (spec instanceof ScheduleSpec.Events events && events.manualAtEvents()) {
            Instant event = times.series().atOrBefore(date).orElse(date);
            return new DueRun(date, date, event, event, date);
        }
        return switch (timing.interval()) {
            case POINT -> DueRun.at(date);
            case LENGTH -> new DueRun(date, date, times.run(date, date).intervalStart(), date, date);
            case SINCE_PREVIOUS -> {
                Optional<Instant> last = times.series().atOrBefore(date);
                Instant from = last.flatMap(times.series()::previous).orElse(date);
                yield new DueRun(date, date, from, from.equals(date) ? date : last.orElse(date), date);
            }
        };
    }

    /**
     * The runs with logical dates in a range, in order and at most n of them, whatever the schedule's own bounds are.
     *
     * @param to inclusive
     */
    public List<DueRun> between(String dagId, Instant from, Instant to, int n) {
        if (spec instanceof ScheduleSpec.Once && start != null) {
            return start.isBefore(from) || start.isAfter(to) ? List.of() : List.of(DueRun.at(start));
        }
        List<DueRun> runs = new ArrayList<>();
        Optional<Instant> slot = times.firstDated(from);
        while (slot.isPresent() && runs.size() < n) {
            DueRun run = times.run(slot.get(), runAfter(dagId, slot.get()));
            if (run.logicalDate().isAfter(to)) {
                break;
            }
            runs.add(run);
            slot = times.due().next(slot.get());
        }
        return List.copyOf(runs);
    }

    /**
     * The first runs that are due at or after an instant, at most n, without regard to what the schedule has done.
     *
     * <p>A schedule that runs once and has no start does so now.
     */
    public List<PreviewedRun> preview(String dagId, Instant from, int n) {
        if (spec instanceof ScheduleSpec.Once) {
            Instant point = start == null ? from : start;
            return point.isBefore(from) ? List.of() : List.of(new PreviewedRun(DueRun.at(point), false));
        }
        Optional<Instant> earliest = start == null ? Optional.of(from) : times.firstFrom(start);
        Optional<Instant> last = end == null ? Optional.of(Instant.MAX) : times.lastUntil(end);
        List<PreviewedRun> runs = new ArrayList<>();
        Optional<Instant> slot = earliest.flatMap(first -> times.due().atOrAfter(first.isBefore(from) ? from : first));
        while (slot.isPresent()
                && runs.size() < n
                && last.isPresent()
                && !slot.get().isAfter(last.get())) {
            runs.add(new PreviewedRun(
                    times.run(slot.get(), runAfter(dagId, slot.get())), ClockChangeDays.isOne(zone(), slot.get())));
            slot = times.due().next(slot.get());
        }
        return List.copyOf(runs);
    }
}
