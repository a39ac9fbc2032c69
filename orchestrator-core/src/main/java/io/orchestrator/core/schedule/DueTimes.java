package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The instants at which runs are due, and what each run is about.
 *
 * <p>Where runs are about the time since the instant before, it is the beginning of that time that a schedule's exclusions look
 * at, and that its bounds hold.
 *
 * @param series what begins and ends data intervals
 * @param due the instants of the series at which runs are due
 */
record DueTimes(Slots series, Slots due, TimingSpec timing) {

    static DueTimes of(ScheduleSpec spec, TimingSpec timing, SeriesOf seriesOf) {
        if (timing.interval() != TimingSpec.Interval.SINCE_PREVIOUS) {
            Slots series = seriesOf.of(spec);
            return new DueTimes(series, series, timing);
        }
        Slots series = seriesOf.of(spec instanceof ScheduleSpec.Except except ? except.schedule() : spec);
        Slots ends = new KeptSlots(series, end -> first(series, end));
        return new DueTimes(
                series,
                spec instanceof ScheduleSpec.Except except
                        ? new KeptSlots(
                                ends,
                                end -> series.previous(end)
                                        .flatMap(new Excluded(except.exclusions())::around)
                                        .map(begins -> endsOf(begins, series, end)))
                        : ends,
                timing);
    }

    /** The first instant of a series ends nothing. */
    private static Optional<Excluded.Span> first(Slots series, Instant end) {
        return series.previous(end).isPresent()
                ? Optional.empty()
                : Optional.of(new Excluded.Span(end, end.plusNanos(1)));
    }

    /** Of the intervals that begin in an excluded stretch. */
    private static Excluded.Span endsOf(Excluded.Span begins, Slots series, Instant end) {
        Instant first = series.atOrAfter(begins.from()).flatMap(series::next).orElse(end);
        return new Excluded.Span(first, begins.until());
    }

    boolean sincePrevious() {
        return timing.interval() == TimingSpec.Interval.SINCE_PREVIOUS;
    }

    /** The first instant at which a run may be due if nothing may begin before a start. */
    Optional<Instant> firstFrom(Instant start) {
        return sincePrevious() ? series.atOrAfter(start).flatMap(series::next) : Optional.of(start);
    }

    /** The first instant whose run has a logical date at or after a date. */
    Optional<Instant> firstDated(Instant date) {
        return switch (timing.interval()) {
            case POINT -> due.atOrAfter(date);
            case SINCE_PREVIOUS -> firstFrom(date).flatMap(due::atOrAfter);
            case LENGTH -> due.atOrAfter(date.plus(length()));
        };
    }

    /** The last instant at which a run may be due if nothing may begin after an end. */
    Optional<Instant> lastUntil(Instant end) {
        return sincePrevious() ? series.atOrBefore(end).flatMap(series::next) : Optional.of(end);
    }

    /** @param runAfter no earlier than this may the run be created */
    DueRun run(Instant due, Instant runAfter) {
        Instant start = switch (timing.interval()) {
            case POINT -> due;
            case SINCE_PREVIOUS -> series.previous(due).orElse(due);
            case LENGTH -> due.minus(length());
        };
        return new DueRun(due, start, start, due, runAfter);
    }

    private Duration length() {
        return Objects.requireNonNullElse(timing.length(), Duration.ZERO);
    }
}
