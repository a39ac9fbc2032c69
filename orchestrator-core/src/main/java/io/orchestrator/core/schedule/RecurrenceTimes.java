package io.orchestrator.core.schedule;

import io.orchestrator.sdk.RecurrenceRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instants of a recurrence rule on a zone's wall clock. A skipped time runs when its gap ends, a repeated one the first
 * time.
 */
final class RecurrenceTimes implements Slots {

    /** Enough for a rule that matches one second of a leap year's day, and few enough to give up on others in time. */
    private static final int MOST_PERIODS = 200_000;

    private static final int LONGEST_YEARS = 50;

    /** Clocks are set by no more than a day. */
    private static final int SLACK_DAYS = 1;

    private final RecurrencePeriods periods;
    private final ZoneRules zone;

    private RecurrenceTimes(RecurrencePeriods periods, ZoneRules zone) {
        this.periods = periods;
        this.zone = zone;
    }

    static Slots of(RecurrenceRule rule, LocalDateTime start, ZoneId zone) {
        RecurrenceTimes times = new RecurrenceTimes(new RecurrencePeriods(rule, start), zone.getRules());
        return rule.count() == null ? times : new SlotList(times.first(rule.count(), start));
    }

    private List<Instant> first(int count, LocalDateTime start) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = atOrAfter(instant(start));
        while (next.isPresent() && found.size() < count) {
            found.add(next.get());
            next = next(next.get());
        }
        return found;
    }

    @Override
    public Optional<Instant> next(Instant afterExclusive) {
        LocalDateTime after = local(afterExclusive);
        long period = periods.indexOf(after.minusDays(SLACK_DAYS));
        LocalDateTime begins = periods.start(period);
        LocalDateTime horizon = (begins.isAfter(after) ? begins : after).plusYears(LONGEST_YEARS);
        for (int step = 0; step < MOST_PERIODS && periods.start(period).isBefore(horizon); step++) {
            for (LocalDateTime time : periods.times(period)) {
                Instant instant = instant(time);
                if (instant.isAfter(afterExclusive)) {
                    return Optional.of(instant);
                }
            }
            period = periods.nextWorthLooking(period);
        }
        return Optional.empty();
    }

    @Override
    public Optional<Instant> previous(Instant beforeExclusive) {
        long period = periods.indexOf(local(beforeExclusive).plusDays(SLACK_DAYS));
        for (int step = 0; step < MOST_PERIODS && period >= 0; step++) {
            for (LocalDateTime time : periods.times(period).reversed()) {
                Instant instant = instant(time);
                if (instant.isBefore(beforeExclusive)) {
                    return Optional.of(instant);
                }
            }
            period = periods.previousWorthLooking(period);
        }
        return Optional.empty();
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone.getOffset(instant));
    }

    private Instant instant(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getValidOffsets(time);
        ZoneOffsetTransition gap = zone.getTransition(time);
        return offsets.isEmpty() && gap != null ? gap.getInstant() : time.toInstant(offsets.getFirst());
    }
}
