package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.NextRuns;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which run comes next, for schedules that fire at a point. */
final class CatchupTopic implements TopicRunner {

    private static final Set<String> TIMETABLE_FIELDS =
            Set.of("kind", "expr", "tz", "delta_s", "relativedelta", "run_immediately");

    @Override
    public String topic() {
        return "catchup";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "trigger_catchup", "trigger_no_catchup", "run_immediately", "once" ->
                nextRun(Case.of(
                        topic(),
                        json,
                        "timetable",
                        "start_date",
                        "end_date",
                        "catchup",
                        "now",
                        "last_interval",
                        "expect"));
            case "recover_missed" ->
                recoverMissed(Case.of(
                        topic(),
                        json,
                        "policy",
                        "timetable",
                        "last_evaluated",
                        "now",
                        "expect_first_run",
                        "expect_next"));
            case "validate" -> validate(Case.of(topic(), json, "timetable", "valid"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void nextRun(Case testCase) {
        ScheduleSpec spec = spec(testCase);
        Instant start = testCase.optionalInstant("start_date").orElse(null);
        Instant now = testCase.instant("now");
        Optional<DueRun> ours = NextRuns.next(
                spec,
                // Without catch-up Airflow still runs the newest slot that was missed.
                testCase.flag("catchup") ? Catchup.ALL : Catchup.LATEST,
                start,
                testCase.optionalInstant("end_date").orElse(null),
                new DagSchedule("dag", now, lastSlot(testCase), null),
                now);
        DocumentedAnswers.settle(testCase, expected(testCase), ours, () -> byOurRule(spec, start, now));
    }

    private static Optional<DueRun> expected(Case testCase) {
        JsonNode expected = testCase.json().required("expect");
        return expected.isNull()
                ? Optional.empty()
                : Optional.of(new DueRun(
                        instant(expected, "start"),
                        instant(expected, "start"),
                        instant(expected, "end"),
                        instant(expected, "run_after")));
    }

    private static @Nullable Instant lastSlot(Case testCase) {
        JsonNode last = testCase.json().required("last_interval");
        return last.isNull() ? null : instant(last, "end");
    }

    /** Nothing before activation without a start date; intervals stay equidistant from it. */
    private static Object byOurRule(ScheduleSpec spec, @Nullable Instant start, Instant now) {
        Instant slot = switch (spec) {
            case ScheduleSpec.Cron cron ->
                CronDstTopic.Cron.nextByOracle(cron.expression(), cron.zone(), now.minusNanos(1), 1)
                        .getFirst();
            case ScheduleSpec.Every every -> {
                long anchor = start == null ? 0 : start.getEpochSecond();
                long elapsed = now.getEpochSecond() - anchor;
                yield Instant.ofEpochSecond(
                        anchor + elapsed - elapsed % every.interval().toSeconds());
            }
            case ScheduleSpec.Once once -> Instant.MAX;
            case ScheduleSpec.Manual manual -> Instant.MAX;
        };
        return Optional.of(new DueRun(slot, slot, slot, slot));
    }

    private static void recoverMissed(Case testCase) {
        ScheduleSpec spec = spec(testCase);
        Instant now = testCase.instant("now");
        Instant seen = testCase.instant("last_evaluated");
        Catchup catchup = switch (testCase.text("policy").toLowerCase(Locale.ROOT)) {
            case "all" -> Catchup.ALL;
            case "last" -> Catchup.LATEST;
            case "none" -> Catchup.NONE;
            default -> throw new AssertionError("the policy is not known");
        };
        // The schedule was looked at last when it was paused, and is activated now.
        DagSchedule paused = new DagSchedule("dag", now, null, null);
        Optional<Instant> first =
                NextRuns.next(spec, catchup, seen, null, paused, now).map(DueRun::slot);
        Optional<Instant> missed = first.filter(slot -> !slot.isAfter(now));
        assertThat(missed).isEqualTo(testCase.optionalInstant("expect_first_run"));
        DagSchedule moved = new DagSchedule("dag", now, missed.orElse(null), null);
        assertThat(NextRuns.next(spec, catchup, seen, null, moved, now).map(DueRun::slot))
                .isEqualTo(testCase.optionalInstant("expect_next"));
    }

    private static void validate(Case testCase) {
        assertThat(ScheduleCheck.faults(spec(testCase), null, null).isEmpty()).isEqualTo(testCase.flag("valid"));
    }

    private static ScheduleSpec spec(Case testCase) {
        JsonNode timetable = testCase.json().required("timetable");
        assertThat(timetable.propertyNames()).isSubsetOf(TIMETABLE_FIELDS);
        if (timetable.path("kind").asString().equals("once")) {
            return new ScheduleSpec.Once();
        }
        assertThat(timetable.path("kind").asString()).isIn("trigger", "interval");
        if (timetable.has("expr")) {
            return new ScheduleSpec.Cron(
                    timetable.required("expr").asString(),
                    timetable.required("tz").asString(),
                    Gap.RUN_AT_GAP_END,
                    Overlap.FIRST);
        }
        return new ScheduleSpec.Every(
                timetable.has("delta_s")
                        ? Duration.ofSeconds(timetable.required("delta_s").asLong())
                        : relative(timetable.required("relativedelta")));
    }

    private static Duration relative(JsonNode delta) {
        assertThat(delta.propertyNames()).isSubsetOf("days", "hours", "minutes", "weeks");
        return Duration.ofDays(
                        delta.path("days").asLong(0) + 7 * delta.path("weeks").asLong(0))
                .plusHours(delta.path("hours").asLong(0))
                .plusMinutes(delta.path("minutes").asLong(0));
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.required(field).asString());
    }
}
