package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.sdk.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a cron expression in a time zone, exact at clock changes.
 *
 * <p>The hour field alone decides how clock changes are read. If it begins with {@code *} (every hour, every N minutes, also
 * a step such as {@code *}{@code /2}), the expression follows elapsed time: an instant matches if the wall clock then shows a
 * matching time, so both copies of a repeated hour run, nothing runs for a skipped one, and neither policy applies. Otherwise
 * the hours are fixed (one, a list or a range; the minutes may be anything), and each wall-clock time that the expression
 * names runs exactly once a day: a repeated time in the copy that {@link Overlap} says (with BOTH, twice), a skipped time
 * where {@link Gap} says. All skipped times of one gap run together as one: when it ends, or in the last minute before it;
 * if that minute has a run of its own, they are that run. Where the author wanted to be asked, a zone whose rules have changed
 * since then gets the defaults.
 */
public record CronTimes(CronExpression expression, ZoneId zone, Gap gap, Overlap overlap) implements Slots {

    /** Leap days at a weekend can be 28 years apart; what does not come within this never comes. */
    private static final Duration HORIZON = Duration.ofDays(50 * 366);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The first instant after the given one; empty if there is none within about 50 years. */
    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        Instant horizon = afterExclusive.plus(HORIZON);
        ClockSpan span = ClockSpan.at(zone.getRules(), afterExclusive);
        while (span != null && !span.startsAfter(horizon)) {
            Optional<Instant> found = firstIn(span, afterExclusive, horizon);
            if (found.isPresent()) {
                return found;
            }
            span = span.following();
        }
        return Optional.empty();
    }

    /** The last instant before the given one; empty if there is none within about 50 years. */
    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        Instant horizon = beforeExclusive.minus(HORIZON);
        ClockSpan span = ClockSpan.at(zone.getRules(), beforeExclusive);
        while (span != null && !span.endsBefore(horizon)) {
            Optional<Instant> found = lastIn(span, horizon, beforeExclusive);
            if (found.isPresent()) {
                return found;
            }
            span = span.preceding();
        }
        return Optional.empty();
    }

    private Optional<Instant> firstIn(ClockSpan span, Instant afterExclusive, Instant horizon) {
        LocalDateTime from = later(runsFrom(span), span.local(afterExclusive).plusNanos(1));
        LocalDateTime until = earlier(runsUntil(span), span.local(horizon));
        Optional<Instant> regular = WallClock.first(expression, from, until).map(time -> time.toInstant(span.offset()));
        Optional<Instant> skipped = skippedRun(span).filter(run -> run.isAfter(afterExclusive));
        return Stream.of(regular, skipped).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private Optional<Instant> lastIn(ClockSpan span, Instant horizon, Instant beforeExclusive) {
        LocalDateTime from = later(runsFrom(span), span.local(horizon));
        LocalDateTime until = earlier(runsUntil(span), span.local(beforeExclusive));
        Optional<Instant> regular = WallClock.last(expression, from, until).map(time -> time.toInstant(span.offset()));
        Optional<Instant> skipped = skippedRun(span).filter(run -> run.isBefore(beforeExclusive));
        return Stream.of(regular, skipped).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** The first wall-clock time of a span that may run: later than its beginning if that repeats what ran before. */
    private LocalDateTime runsFrom(ClockSpan span) {
        ZoneOffsetTransition opening = span.opening();
        if (opening == null) {
            return LocalDateTime.MIN;
        }
        boolean ranBefore = opening.isOverlap() && fixedHours() && (overlap == Overlap.FIRST || overlap == Overlap.ASK);
        return ranBefore ? opening.getDateTimeBefore() : opening.getDateTimeAfter();
    }

    /** The end of the wall-clock times of a span that may run: earlier than its end if that will be repeated. */
    private LocalDateTime runsUntil(ClockSpan span) {
        ZoneOffsetTransition closing = span.closing();
        if (closing == null) {
            return LocalDateTime.MAX;
        }
        boolean runsLater = closing.isOverlap() && fixedHours() && overlap == Overlap.SECOND;
        return runsLater ? closing.getDateTimeAfter() : closing.getDateTimeBefore();
    }

    /** Where in this span the times run that a neighbouring gap skips. */
    private Optional<Instant> skippedRun(ClockSpan span) {
        return switch (gap) {
            case SKIP -> Optional.empty();
            case RUN_AT_GAP_END, ASK -> skipping(span.opening()).map(ZoneOffsetTransition::getInstant);
            case RUN_BEFORE ->
                skipping(span.closing()).map(change -> change.getInstant().minus(MINUTE));
        };
    }

    private Optional<ZoneOffsetTransition> skipping(@Nullable ZoneOffsetTransition change) {
        if (change == null || !change.isGap() || !fixedHours()) {
            return Optional.empty();
        }
        return WallClock.first(expression, change.getDateTimeBefore(), change.getDateTimeAfter())
                .map(skipped -> change);
    }

    private boolean fixedHours() {
        return !expression.wildcardHour();
    }

    private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDateTime earlier(LocalDateTime a, LocalDateTime b) {
        return a.isBefore(b) ? a : b;
    }
}
