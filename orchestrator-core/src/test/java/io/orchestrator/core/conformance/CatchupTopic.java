package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.SlotAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which run comes next, and what it is about. */
final class CatchupTopic implements TopicRunner {

    /** What a case expects of a run. */
    private record Expected(Instant start, Instant end, Instant runAfter) {
        static Expected of(DueRun run) {
            return new Expected(run.intervalStart(), run.intervalEnd(), run.runAfter());
        }
    }

    @Override
    public String topic() {
        return "catchup";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "manual_interval" -> byHand(Case.of(topic(), json, "timetable", "manual_run_after", "expect"));
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
            case "range_listing" ->
                listing(Case.of(topic(), json, "timetable", "start_date", "earliest", "latest", "expect_list"));
            case "restriction_from_tasks" ->
                TaskDates.check(Case.of(
                        topic(),
                        json,
                        "dag_start_date",
                        "dag_end_date",
                        "task_dates",
                        "catchup",
                        "expect_earliest",
                        "expect_latest"));
            case "complete_windows", "hourly_windows_dst" ->
                Windows.keys(
                        Case.of(topic(), json, "partition_unit", "start", "now", "end_offset", "tz", "expect_keys"));
            case "cron_windows" ->
                Windows.pairs(Case.of(topic(), json, "expr", "start", "now", "tz", "expect_windows"));
            case "timetable_error" -> error(Case.of(topic(), json, "timetable", "last_interval", "expect"));
            case "run_id" -> runIds(Case.of(topic(), json, "table"));
            default ->
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
        }
    }

    private static void nextRun(Case testCase) {
        JsonNode timetable = testCase.json().required("timetable");
        Instant start = testCase.optionalInstant("start_date").orElse(null);
        Instant now = testCase.optionalInstant("now").orElse(Instant.EPOCH);
        Optional<Expected> ours = Timetables.of(
                        timetable,
                        catchup(testCase),
                        start,
                        testCase.optionalInstant("end_date").orElse(null))
                .next(new DagSchedule("dag", now, lastSlot(testCase), null), now)
                .map(Expected::of);
        DocumentedAnswers.settle(
                testCase,
                expected(testCase),
                ours,
                () -> OurRule.of(timetable, start, lastSlot(testCase), now).map(Expected::of));
    }

    /** Without catch-up Airflow still runs the newest slot that was missed, but no event that has passed. */
    private static Catchup catchup(Case testCase) {
        ScheduleSpec spec = Timetables.spec(testCase.json().required("timetable"));
        if (!testCase.json().has("catchup") || testCase.flag("catchup")) {
            return Catchup.ALL;
        }
        return spec instanceof ScheduleSpec.Events ? Catchup.NONE : Catchup.LATEST;
    }

    private static Optional<Expected> expected(Case testCase) {
        JsonNode expected = testCase.json().required("expect");
        return expected.isNull()
                ? Optional.empty()
                : Optional.of(new Expected(
                        instant(expected, "start"), instant(expected, "end"), instant(expected, "run_after")));
    }

    private static @Nullable Instant lastSlot(Case testCase) {
        JsonNode last = testCase.json().required("last_interval");
        return last.isNull() ? null : instant(last, "end");
    }

    private static void byHand(Case testCase) {
        Timetable timetable = Timetables.of(testCase.json().required("timetable"), Catchup.ALL, null, null);
        DueRun run = timetable.byHand(testCase.instant("manual_run_after"));
        JsonNode expected = testCase.json().required("expect");
        assertThat(run.intervalStart()).isEqualTo(instant(expected, "start"));
        assertThat(run.intervalEnd()).isEqualTo(instant(expected, "end"));
    }

    private static void listing(Case testCase) {
        List<Object> listed = new ArrayList<>();
        Timetables.of(
                        testCase.json().required("timetable"),
                        Catchup.ALL,
                        testCase.optionalInstant("start_date").orElse(null),
                        null)
                .between("dag", testCase.instant("earliest"), testCase.instant("latest"), 1_000)
                .forEach(run -> listed.add(List.of(run.intervalStart(), run.intervalEnd())));
        assertThat(listed)
                .isEqualTo(testCase.json()
                        .required("expect_list")
                        .valueStream()
                        .map(item -> List.of(instant(item, "start"), instant(item, "end")))
                        .toList());
    }

    private static void recoverMissed(Case testCase) {
        JsonNode timetable = testCase.json().required("timetable");
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
        Timetable schedule = Timetables.of(timetable, catchup, seen, null);
        Optional<Instant> missed = schedule.next(paused, now).map(DueRun::slot).filter(slot -> !slot.isAfter(now));
        assertThat(missed).isEqualTo(testCase.optionalInstant("expect_first_run"));
        DagSchedule moved = new DagSchedule("dag", now, missed.orElse(null), null);
        assertThat(schedule.next(moved, now).map(DueRun::slot)).isEqualTo(testCase.optionalInstant("expect_next"));
    }

    private static void validate(Case testCase) {
        ScheduleSpec spec = Timetables.spec(testCase.json().required("timetable"));
        assertThat(ScheduleCheck.faults(spec, null, null).isEmpty()).isEqualTo(testCase.flag("valid"));
    }

    /** The JVM that asked a timetable in Java tells what it threw; the engine goes by what is known of its slots. */
    private static void error(Case testCase) {
        assertThat(testCase.json().required("timetable").required("describe").asString())
                .contains("raises whenever it is asked");
        assertThat(expected(testCase)).isEmpty();
        Instant now = Instant.EPOCH;
        SlotAnswer thrown = new SlotAnswer(now, List.of(), false, "it threw");
        KnownSlots known = KnownSlots.of("dag", "build", thrown, false, null, now);
        Timetable timetable = Timetable.of(
                DagGraph.builder("dag")
                        .schedule(new ScheduleSpec.Custom("raises", "UTC"))
                        .build(),
                known.slots());
        DagSchedule schedule = new DagSchedule("dag", now, lastSlot(testCase), null);
        assertThat(known.error()).isEqualTo("it threw");
        assertThat(known.covers(timetable.goesOnAfter(schedule))).isFalse();
        assertThat(timetable.next(schedule, now)).isEmpty();
    }

    private static void runIds(Case testCase) {
        List<JsonNode> rows = testCase.json().required("table").valueStream().toList();
        List<String> ids =
                rows.stream().map(row -> row.required("run_id").asString()).toList();
        DocumentedAnswers.settle(
                testCase,
                rows.stream().map(row -> row.required("allowed").asBoolean()).toList(),
                ids.stream().map(RunIds::allowedByHand).toList(),
                () -> ids.stream().map(id -> !id.startsWith("scheduled__")).toList());
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.required(field).asString());
    }
}
