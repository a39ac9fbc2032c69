package io.orchestrator.sdk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;

/** Refuses fixed times that a clock change skips or repeats, if their author wants to be asked. */
final class ClockChanges {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2038-01-01T00:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private ClockChanges() {}

    static void refuse(CronExpression expression, ZoneId zone, Gap gap, Overlap overlap) {
        if (expression.wildcardHour() || gap != Gap.ASK && overlap != Overlap.ASK) {
            return;
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(UNTIL)) {
            if (change.isGap() ? gap == Gap.ASK : overlap == Overlap.ASK) {
                refuse(expression, zone, change);
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    private static void refuse(CronExpression expression, ZoneId zone, ZoneOffsetTransition change) {
        LocalDateTime before = change.getDateTimeBefore();
        LocalDateTime after = change.getDateTimeAfter();
        LocalDateTime end = change.isGap() ? after : before;
        for (LocalDateTime time = change.isGap() ? before : after; time.isBefore(end); time = time.plusMinutes(1)) {
            if (matches(expression, time)) {
                throw DagDefinitionException.of("cron '" + expression + "' in " + zone + ": on a day like "
                        + TIME.format(time) + " clocks " + (change.isGap() ? "skip" : "repeat") + " its time; "
                        + (change.isGap()
                                ? "choose onGap(Gap.RUN_AT_GAP_END), SKIP or RUN_BEFORE"
                                : "choose onOverlap(Overlap.FIRST), SECOND or BOTH")
                        + ", or another time");
            }
        }
    }

    private static boolean matches(CronExpression expression, LocalDateTime time) {
        return (expression.hours() >>> time.getHour() & 1) == 1
                && (expression.minutes() >>> time.getMinute() & 1) == 1
                && expression.matchesDate(time.toLocalDate());
    }
}
