package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.schedule.PreviewedRun;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.schedule.SchedulePreview;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Schedules that fire at equal distances. */
final class IntervalsTopic implements TopicRunner {

    @Override
    public String topic() {
        return "intervals";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "anchored_interval" ->
                anchored(Case.of(
                        topic(),
                        json,
                        "interval",
                        "anchor",
                        "tz",
                        "start_inclusive",
                        "count",
                        "expect",
                        "expect_utc_hours"));
            case "anchored_interval_count" ->
                anchoredCount(Case.of(
                        topic(),
                        json,
                        "interval",
                        "anchor",
                        "tz",
                        "start_inclusive",
                        "end_inclusive",
                        "limit",
                        "expect_count"));
            case "phase_interval" ->
                phase(Case.of(
                        topic(),
                        json,
                        "intervals",
                        "calendars",
                        "tz",
                        "after",
                        "start_time",
                        "end_time",
                        "expect_next"));
            case "define" ->
                define(Case.of(
                        topic(),
                        json,
                        "interval_minutes",
                        "interval_s",
                        "phase_s",
                        "tz",
                        "anchor_zone",
                        "expect",
                        "expect_tz"));
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    /** The anchor is our start date; what those cases ask before it lies one whole number of intervals earlier. */
    private static void anchored(Case testCase) {
        long seconds = seconds(testCase);
        Instant from = testCase.instant("start_inclusive");
        List<Instant> expected =
                testCase.texts("expect").stream().map(Instant::parse).toList();
        List<Instant> ours = preview(seconds, anchorBefore(testCase, from), null, from, expected.size());
        DocumentedAnswers.settle(testCase, expected, ours, () -> elapsed(testCase, expected.size()));
    }

    private static void anchoredCount(Case testCase) {
        Instant from = testCase.instant("start_inclusive");
        int limit = testCase.json().required("limit").asInt();
        assertThat(preview(
                        seconds(testCase),
                        anchorBefore(testCase, from),
                        testCase.instant("end_inclusive"),
                        from,
                        limit))
                .hasSize(testCase.json().required("expect_count").asInt());
    }

    private static List<Instant> elapsed(Case testCase, int count) {
        long seconds = seconds(testCase);
        long anchor = testCase.instant("anchor").getEpochSecond();
        long from = testCase.instant("start_inclusive").getEpochSecond();
        long first = anchor - Math.floorDiv(anchor - from, seconds) * seconds;
        return LongStream.range(0, count)
                .mapToObj(i -> Instant.ofEpochSecond(first + i * seconds))
                .toList();
    }

    private static Instant anchorBefore(Case testCase, Instant from) {
        Instant anchor = testCase.instant("anchor");
        long seconds = seconds(testCase);
        while (anchor.isAfter(from)) {
            anchor = anchor.minusSeconds(seconds);
        }
        return anchor;
    }

    private static long seconds(Case testCase) {
        JsonNode interval = testCase.json().required("interval");
        assertThat(interval.propertyNames()).isSubsetOf("days", "seconds");
        return interval.path("days").asLong(0) * 86_400
                + interval.path("seconds").asLong(0);
    }

    /** A phase is a start date that lies so long after the epoch. */
    private static void phase(Case testCase) {
        assertThat(testCase.json().required("calendars")).isEmpty();
        assertThat(testCase.json().required("intervals")).hasSize(1);
        JsonNode interval = testCase.json().required("intervals").get(0);
        Instant start = Instant.EPOCH.plusSeconds(interval.required("phase_s").asLong());
        Instant after = testCase.instant("after").plusNanos(1);
        Instant from = testCase.optionalInstant("start_time")
                .filter(bound -> bound.isAfter(after))
                .orElse(after);
        List<Instant> expected = new ArrayList<>();
        boolean ends = false;
        for (JsonNode instant : testCase.json().required("expect_next")) {
            ends |= instant.isNull();
            if (instant.isString()) {
                expected.add(Instant.parse(instant.asString()));
            }
        }
        assertThat(preview(
                        interval.required("interval_s").asLong(),
                        start,
                        testCase.optionalInstant("end_time").orElse(null),
                        from,
                        expected.size() + (ends ? 1 : 0)))
                .isEqualTo(expected);
    }

    private static void define(Case testCase) {
        JsonNode json = testCase.json();
        Duration interval = json.has("interval_s")
                ? Duration.ofSeconds(json.required("interval_s").asLong())
                : Duration.ofMinutes(json.required("interval_minutes").asLong());
        List<String> faults = new ArrayList<>(ScheduleCheck.faults(new ScheduleSpec.Every(interval), null, null));
        // An interval of ours has no zone; a cron schedule has one.
        testCase.optionalText("tz")
                .ifPresent(zone -> faults.addAll(ScheduleCheck.faults(
                        new ScheduleSpec.Cron("@daily", zone, Gap.SKIP, Overlap.FIRST), null, null)));
        String expected = testCase.optionalText("expect").orElse(DocumentedAnswers.ACCEPTED);
        assertThat(faults.isEmpty() ? DocumentedAnswers.ACCEPTED : "rejected").isEqualTo(expected);
    }

    private static List<Instant> preview(long seconds, Instant start, @Nullable Instant end, Instant from, int count) {
        return SchedulePreview.of(new ScheduleSpec.Every(Duration.ofSeconds(seconds)), start, end, from, count).stream()
                .map(PreviewedRun::at)
                .toList();
    }
}
