package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.protocol.graph.TimingSpec;
import io.orchestrator.protocol.graph.TimingSpec.Interval;
import io.orchestrator.protocol.graph.TimingSpec.WhenBusy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the timetable of a case. */
final class Timetables {

    private static final Set<String> FIELDS = Set.of(
            "kind",
            "expr",
            "exprs",
            "tz",
            "delta_s",
            "relativedelta",
            "interval_s",
            "run_immediately",
            "events",
            "restrict_manual_to_events",
            "describe");

    private Timetables() {}

    static Timetable of(JsonNode timetable, Catchup catchup, @Nullable Instant start, @Nullable Instant end) {
        return Timetable.of(spec(timetable), timing(timetable), catchup, start, end);
    }

    static ScheduleSpec spec(JsonNode timetable) {
        assertThat(timetable.propertyNames()).isSubsetOf(FIELDS);
        return switch (timetable.required("kind").asString()) {
            case "once" -> new ScheduleSpec.Once();
            case "continuous" -> new ScheduleSpec.Continuous();
            case "events" -> events(timetable);
            case "custom" -> custom(timetable.required("describe").asString());
            case "multi_trigger" ->
                new ScheduleSpec.AnyOf(timetable
                        .required("exprs")
                        .valueStream()
                        .map(expr ->
                                cron(expr.asString(), timetable.required("tz").asString()))
                        .toList());
            case "trigger", "interval" ->
                timetable.has("expr")
                        ? cron(
                                timetable.required("expr").asString(),
                                timetable.required("tz").asString())
                        : new ScheduleSpec.Every(delta(timetable));
            default -> throw new AssertionError("the kind of timetable is not known: " + timetable);
        };
    }

    private static TimingSpec timing(JsonNode timetable) {
        if (timetable.has("interval_s")) {
            Duration length = Duration.ofSeconds(timetable.path("interval_s").asLong());
            return new TimingSpec(Interval.LENGTH, length, null, WhenBusy.QUEUE);
        }
        String kind = timetable.path("kind").asString();
        return kind.equals("interval") || kind.equals("custom") ? intervals() : TimingSpec.PLAIN;
    }

    /** A run is about the time since the instant before. */
    static TimingSpec intervals() {
        return new TimingSpec(Interval.SINCE_PREVIOUS, null, null, WhenBusy.QUEUE);
    }

    static ScheduleSpec cron(String expression, String zone) {
        return new ScheduleSpec.Cron(expression, zone, Gap.RUN_AT_GAP_END, Overlap.FIRST);
    }

    private static ScheduleSpec events(JsonNode timetable) {
        List<Instant> instants = timetable
                .required("events")
                .valueStream()
                .map(event -> Instant.parse(event.asString()))
                .toList();
        return new ScheduleSpec.Events(
                instants, timetable.path("restrict_manual_to_events").asBoolean(false));
    }

    /** What those cases describe in words. */
    private static ScheduleSpec custom(String words) {
        assertThat(words).contains("one run after each working day", "Sat/Sun", "6 Sep 2021");
        Exclusion calendar = new Exclusion.Days(
                List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), List.of(LocalDate.of(2021, 9, 6)), "UTC");
        return new ScheduleSpec.Except(cron("@daily", "UTC"), List.of(calendar));
    }

    static Duration delta(JsonNode timetable) {
        return timetable.has("delta_s")
                ? Duration.ofSeconds(timetable.required("delta_s").asLong())
                : relative(timetable.required("relativedelta"));
    }

    private static Duration relative(JsonNode delta) {
        assertThat(delta.propertyNames()).isSubsetOf("days", "hours", "minutes", "weeks");
        return Duration.ofDays(
                        delta.path("days").asLong(0) + 7 * delta.path("weeks").asLong(0))
                .plusHours(delta.path("hours").asLong(0))
                .plusMinutes(delta.path("minutes").asLong(0));
    }
}
