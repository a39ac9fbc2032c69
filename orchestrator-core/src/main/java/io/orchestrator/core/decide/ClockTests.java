package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.ClockTest;
import io.orchestrator.protocol.graph.ClockTest.Bound;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Answers questions about an instant. */
final class ClockTests {

    private ClockTests() {}

    static boolean holds(ClockTest test, Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneId.of(test.zone()));
        return switch (test) {
            case ClockTest.Weekdays weekdays -> weekdays.days().contains(local.getDayOfWeek());
            case ClockTest.Window window -> isWithin(window.from(), window.until(), local);
        };
    }

    private static boolean isWithin(@Nullable Bound from, @Nullable Bound until, LocalDateTime time) {
        if (from != null && from.date() == null && until != null && until.date() == null) {
            return isBetween(from.time(), until.time(), time.toLocalTime());
        }
        LocalDateTime first = from == null ? LocalDateTime.MIN : at(from, time);
        LocalDateTime last = until == null ? LocalDateTime.MAX : at(until, time);
        boolean overMidnight = last.isBefore(first);
        return !time.isBefore(first) && !time.isAfter(overMidnight ? last.plusDays(1) : last);
    }

    private static boolean isBetween(LocalTime from, LocalTime until, LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean open = !time.isAfter(until);
        return until.isBefore(from) ? begun || open : begun && open;
    }

    private static LocalDateTime at(Bound bound, LocalDateTime time) {
        return (bound.date() == null ? time.toLocalDate() : bound.date()).atTime(bound.time());
    }
}
