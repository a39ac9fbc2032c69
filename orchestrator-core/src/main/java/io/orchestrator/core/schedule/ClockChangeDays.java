package io.orchestrator.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The days on which clocks change. */
final class ClockChangeDays {

    private ClockChangeDays() {}

    static boolean isOne(ZoneId zone, Instant instant) {
        LocalDate date = LocalDate.ofInstant(instant, zone);
        Instant midnight = date.atStartOfDay(zone).toInstant();
        var change = zone.getRules().nextTransition(midnight.minusNanos(1));
        return change != null
                && (date.equals(change.getDateTimeBefore().toLocalDate())
                        || date.equals(change.getDateTimeAfter().toLocalDate()));
    }
}
