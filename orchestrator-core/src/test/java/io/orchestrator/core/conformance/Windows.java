package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.Catchup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The data intervals from a start on that are over by now. */
final class Windows {

    private Windows() {}

    static void keys(Case testCase) {
        ZoneId zone = ZoneId.of(testCase.text("tz"));
        String unit = testCase.text("partition_unit");
        Instant start = start(testCase.text("start"), zone);
        List<DueRun> all =
                from(preset(unit), zone, start, testCase.instant("now").plus(Duration.ofDays(100)));
        long complete = complete(all, testCase.instant("now")).size();
        int offset = testCase.json().required("end_offset").asInt();
        DateTimeFormatter form = DateTimeFormatter.ofPattern(unit.equals("hour") ? "yyyy-MM-dd-HH:mm" : "yyyy-MM-dd");
        assertThat(all.stream()
                        .limit(Math.max(0, complete + offset))
                        .map(run -> form.format(LocalDateTime.ofInstant(run.intervalStart(), zone)))
                        .toList())
                .isEqualTo(testCase.texts("expect_keys"));
    }

    static void pairs(Case testCase) {
        Instant now = testCase.instant("now");
        ZoneId zone = ZoneId.of(testCase.text("tz"));
        List<List<String>> windows =
                complete(from(testCase.text("expr"), zone, testCase.instant("start"), now), now).stream()
                        .map(run -> List.of(
                                run.intervalStart().toString(),
                                run.intervalEnd().toString()))
                        .toList();
        assertThat(windows)
                .isEqualTo(testCase.json()
                        .required("expect_windows")
                        .valueStream()
                        .map(pair -> List.of(pair.get(0).asString(), pair.get(1).asString()))
                        .toList());
    }

    private static List<DueRun> complete(List<DueRun> all, Instant now) {
        return all.stream().filter(run -> !run.intervalEnd().isAfter(now)).toList();
    }

    private static List<DueRun> from(String expression, ZoneId zone, Instant start, Instant until) {
        return Timetable.of(Timetables.cron(expression, zone.getId()), Timetables.intervals(), Catchup.ALL, null, null)
                .between("dag", start, until, 10_000);
    }

    private static String preset(String unit) {
        return switch (unit) {
            case "hour" -> "@hourly";
            case "day" -> "@daily";
            case "week" -> "@weekly";
            case "month" -> "@monthly";
            default -> throw new AssertionError("the unit '" + unit + "' is not known");
        };
    }

    private static Instant start(String text, ZoneId zone) {
        LocalDateTime local = text.contains("T")
                ? LocalDateTime.parse(text)
                : LocalDate.parse(text).atStartOfDay();
        return local.atZone(zone).toInstant();
    }
}
