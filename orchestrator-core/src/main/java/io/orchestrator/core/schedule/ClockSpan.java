package io.orchestrator.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time between two clock changes: within it the wall clock runs like elapsed time.
 *
 * @param opening the clock change it begins with, or null: it has no beginning
 * @param closing the clock change it ends with, or null: it has no end
 */
record ClockSpan(
        ZoneRules rules,
        @Nullable ZoneOffsetTransition opening,
        @Nullable ZoneOffsetTransition closing,
        ZoneOffset offset) {

    /** The span that an instant lies in; a clock change belongs to the span that it opens. */
    static ClockSpan at(ZoneRules rules, Instant instant) {
        return new ClockSpan(
                rules,
                rules.previousTransition(instant.plusNanos(1)),
                rules.nextTransition(instant),
                rules.getOffset(instant));
    }

    @Nullable
    ClockSpan following() {
        return closing == null ? null : at(rules, closing.getInstant());
    }

    @Nullable
    ClockSpan preceding() {
        return opening == null ? null : at(rules, opening.getInstant().minusNanos(1));
    }

    boolean startsAfter(Instant instant) {
        return opening != null && opening.getInstant().isAfter(instant);
    }

    boolean endsBefore(Instant instant) {
        return closing != null && closing.getInstant().isBefore(instant);
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, offset);
    }
}
