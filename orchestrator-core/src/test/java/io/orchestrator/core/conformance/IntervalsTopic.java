package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.protocol.graph.TimingSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Schedules that fire at equal distances, several in one, and recurrence rules. */
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
                        "exclude",
                        "expect_next"));
            case "jitter" ->
                jitter(Case.of(topic(), json, "interval_s", "jitter_s", "nominal", "expect_delay_s_between"));
            case "rrule" ->
                recurrence(Case.of(
                        topic(),
                        json,
                        "rrule",
                        "dtstart_local",
                        "tz",
                        "start_inclusive",
                        "end_inclusive",
                        "count",
                        "expect",
                        "expect_dates"));
            case "define" ->
                define(Case.of(
                        topic(),
                        json,
                        "interval_minutes",
                        "interval_s",
                        "phase_s",
                        "tz",
                        "anchor_zone",
                        "rrule",
                        "why",
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

    private static void phase(Case testCase) {
        List<ScheduleSpec> parts = new ArrayList<>();
        for (JsonNode interval : testCase.json().required("intervals")) {
            assertThat(interval.propertyNames()).isSubsetOf("interval_s", "phase_s");
            long phase = interval.path("phase_s").asLong(0);
            parts.add(new ScheduleSpec.Every(
                    Duration.ofSeconds(interval.required("interval_s").asLong()),
                    phase == 0 ? null : Duration.ofSeconds(phase)));
        }
        for (JsonNode calendar : testCase.json().required("calendars")) {
            parts.add(calendar(calendar, testCase.text("tz")));
        }
        ScheduleSpec all = new ScheduleSpec.AnyOf(parts);
        ScheduleSpec spec = testCase.optionalText("exclude")
                .map(words ->
                        (ScheduleSpec) new ScheduleSpec.Except(all, List.of(exclusion(words, testCase.text("tz")))))
                .orElse(all);
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
                        spec,
                        null,
                        testCase.optionalInstant("end_time").orElse(null),
                        from,
                        expected.size() + (ends ? 1 : 0)))
                .isEqualTo(expected);
    }

    private static ScheduleSpec calendar(JsonNode calendar, String zone) {
        assertThat(calendar.propertyNames()).isSubsetOf("hours", "minute");
        String hours =
                calendar.required("hours").valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
        return Timetables.cron(calendar.required("minute").asInt() + " " + hours + " * * *", zone);
    }

    private static Exclusion exclusion(String words, String zone) {
        Matcher hours = Pattern.compile("every second from (\\d+):00:00 to (\\d+):59:59")
                .matcher(words);
        assertThat(hours.matches()).as(words).isTrue();
        return new Exclusion.Minutes("* %s-%s * * *".formatted(hours.group(1), hours.group(2)), zone);
    }

    private static void jitter(Case testCase) {
        List<Instant> nominal =
                testCase.texts("nominal").stream().map(Instant::parse).toList();
        Duration most = Duration.ofSeconds(testCase.json().required("jitter_s").asLong());
        JsonNode interval = testCase.json().required("interval_s");
        Timetable timetable = Timetable.of(
                interval.isNull()
                        ? new ScheduleSpec.Events(nominal, false)
                        : new ScheduleSpec.Every(Duration.ofSeconds(interval.asLong())),
                new TimingSpec(TimingSpec.Interval.POINT, null, most, TimingSpec.WhenBusy.QUEUE),
                Catchup.ALL,
                nominal.getFirst(),
                null);
        List<Integer> bounds = testCase.numbers("expect_delay_s_between");
        assertThat(timetable.between("dag", nominal.getFirst(), nominal.getLast(), 1_000))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(Duration.between(run.slot(), run.runAfter()))
                        .isBetween(Duration.ofSeconds(bounds.get(0)), Duration.ofSeconds(bounds.get(1))));
    }

    private static void recurrence(Case testCase) {
        LocalDateTime start = testCase.optionalText("dtstart_local")
                .map(LocalDateTime::parse)
                .orElse(LocalDateTime.parse("2020-01-01T00:00:00"));
        ZoneId zone = ZoneId.of(testCase.text("tz"));
        ScheduleSpec rule = new ScheduleSpec.Recurrence(testCase.text("rrule"), start, zone.getId());
        assertThat(ScheduleCheck.faults(rule, null, null)).isEmpty();
        List<Instant> ours = preview(
                rule,
                null,
                testCase.optionalInstant("end_inclusive").orElse(null),
                testCase.instant("start_inclusive"),
                testCase.json().required("count").asInt());
        if (testCase.json().has("expect_dates")) {
            assertThat(ours.stream()
                            .map(instant -> LocalDate.ofInstant(instant, zone).toString())
                            .toList())
                    .isEqualTo(testCase.texts("expect_dates"));
        } else {
            assertThat(ours)
                    .isEqualTo(testCase.texts("expect").stream()
                            .map(Instant::parse)
                            .toList());
        }
    }

    private static void define(Case testCase) {
        JsonNode json = testCase.json();
        if (json.has("rrule")) {
            ScheduleSpec rule = new ScheduleSpec.Recurrence(
                    testCase.text("rrule"), LocalDateTime.parse("2020-01-01T00:00:00"), "UTC");
            assertThat(ScheduleCheck.faults(rule, null, null).isEmpty() ? DocumentedAnswers.ACCEPTED : "rejected")
                    .isEqualTo(testCase.text("expect"));
            return;
        }
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
        return preview(new ScheduleSpec.Every(Duration.ofSeconds(seconds)), start, end, from, count);
    }

    private static List<Instant> preview(
            ScheduleSpec spec, @Nullable Instant start, @Nullable Instant end, Instant from, int count) {
        return Timetable.of(spec, TimingSpec.PLAIN, Catchup.ALL, start, end).preview("dag", from, count).stream()
                .map(run -> run.run().slot())
                .toList();
    }
}
