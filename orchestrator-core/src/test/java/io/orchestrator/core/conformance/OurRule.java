package io.orchestrator.core.conformance;

import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An independent reading of what we say a schedule does, for cases in which others do something else. */
final class OurRule {

    private OurRule() {}

    static Optional<DueRun> of(JsonNode timetable, @Nullable Instant start, @Nullable Instant last, Instant now) {
        ScheduleSpec spec = Timetables.spec(timetable);
        if (spec instanceof ScheduleSpec.Continuous) {
            return Optional.of(DueRun.at(now));
        }
        return Optional.of(
                timetable.path("kind").asString().equals("interval")
                        ? interval(spec, start, last, now)
                        : DueRun.at(point(spec, start, now)));
    }

    /** Nothing before activation without a start date; intervals stay equidistant from it. */
    private static Instant point(ScheduleSpec spec, @Nullable Instant start, Instant now) {
        return spec instanceof ScheduleSpec.Every every
                ? atOrBefore(every, start, now)
                : after(spec, start, now.minusNanos(1));
    }

    /** From the instant before, the first time from the first instant after the start. */
    private static DueRun interval(ScheduleSpec spec, @Nullable Instant start, @Nullable Instant last, Instant now) {
        Instant first = start == null ? now : start;
        Instant begins = last == null ? after(spec, start, first.minusNanos(1)) : before(spec, start, last);
        if (last == null && start == null) {
            begins = before(spec, null, begins.minusNanos(1));
        }
        Instant ends = after(spec, start, begins);
        return new DueRun(ends, begins, begins, ends, ends);
    }

    private static Instant after(ScheduleSpec spec, @Nullable Instant start, Instant after) {
        return switch (spec) {
            case ScheduleSpec.Cron cron ->
                CronDstTopic.Cron.nextByOracle(cron.expression(), cron.zone(), after, 1)
                        .getFirst();
            case ScheduleSpec.Every every -> atOrBefore(every, start, after).plus(every.interval());
            default -> throw new AssertionError("no rule for " + spec);
        };
    }

    private static Instant before(ScheduleSpec spec, @Nullable Instant start, Instant atOrBefore) {
        return switch (spec) {
            case ScheduleSpec.Cron cron ->
                CronDstTopic.Cron.nextByOracle(
                                cron.expression(), cron.zone(), atOrBefore.minusSeconds(86_400L * 40), 100_000)
                        .stream()
                        .filter(instant -> !instant.isAfter(atOrBefore))
                        .reduce((one, other) -> other)
                        .orElseThrow();
            case ScheduleSpec.Every every -> atOrBefore(every, start, atOrBefore);
            default -> throw new AssertionError("no rule for " + spec);
        };
    }

    private static Instant atOrBefore(ScheduleSpec.Every every, @Nullable Instant start, Instant instant) {
        long anchor = start == null ? 0 : start.getEpochSecond();
        long elapsed = instant.getEpochSecond() - anchor;
        return Instant.ofEpochSecond(
                anchor + elapsed - Math.floorMod(elapsed, every.interval().toSeconds()));
    }
}
