package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.schedule.BruteForceCron;
import io.orchestrator.core.schedule.CronTimes;
import io.orchestrator.core.schedule.Every;
import io.orchestrator.sdk.CronExpression;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The grammar of cron expressions. */
final class CronFieldsTopic implements TopicRunner {

    /** A month that begins on a Sunday, so that weekday n (Sunday is 0) is its day n + 1. */
    private static final LocalDate FIRST_SUNDAY = LocalDate.of(2026, 2, 1);

    @Override
    public String topic() {
        return "cron-fields";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("check").asString()) {
            case "preset" -> preset(Case.of(topic(), json, "expr", "expect_expr", "expect_schedule"));
            case "every" -> every(Case.of(topic(), json, "expr", "expect_interval_s", "expect_phase_s"));
            case "next" ->
                next(Case.of(topic(), json, "expr", "tz", "after", "expect_next", "day_or", "seconds_field", "error"));
            case "prev" -> previous(Case.of(topic(), json, "expr", "tz", "before", "expect_prev"));
            case "matches" -> matches(Case.of(topic(), json, "expr", "seconds_field", "at", "matches"));
            case "weekday_in_month" -> weekdayInMonth(Case.of(topic(), json, "date", "weekday", "nth", "matches"));
            case "field" -> field(Case.of(topic(), json, "expr", "field", "values"));
            case "dow_matches" -> dayOfWeek(Case.of(topic(), json, "dow", "weekday", "matches"));
            case "valid" -> valid(Case.of(topic(), json, "expr", "valid", "mode", "message_about", "seconds_field"));
            case "range" -> range(Case.of(topic(), json, "range", "min", "max", "values"));
            case "tz_prefix" -> zonePrefix(Case.of(topic(), json, "expr", "exprs", "schedule_tz", "valid"));
            case "smallest_interval" ->
                smallestInterval(Case.of(topic(), json, "expr", "tz", "min_seconds", "max_seconds"));
            default -> fail("the check '%s' is not known", json.path("check"));
        }
    }

    /** What is no cron expression has a type of its own: no schedule, once, all the time. */
    private static void preset(Case testCase) {
        if (testCase.optionalText("expect_expr").isEmpty()) {
            assertThat(testCase.text("expect_schedule")).containsAnyOf("never", "once", "continuous");
            testCase.optionalText("expr")
                    .ifPresent(
                            text -> assertThatIllegalArgumentException().isThrownBy(() -> CronExpression.parse(text)));
            return;
        }
        CronExpression preset = CronExpression.parse(testCase.text("expr"));
        CronExpression plain = CronExpression.parse(testCase.text("expect_expr"));
        assertThat(meaning(preset)).isEqualTo(meaning(plain));
    }

    private static List<Object> meaning(CronExpression cron) {
        return List.of(
                cron.minutes(),
                cron.hours(),
                cron.wildcardHour(),
                days(day -> cron.matchesDate(LocalDate.of(2026, 1, 1).plusDays(day)), 0, 1460));
    }

    private static void every(Case testCase) {
        Duration interval =
                Duration.ofSeconds(testCase.json().required("expect_interval_s").asLong());
        Instant first =
                Instant.ofEpochSecond(testCase.json().required("expect_phase_s").asLong());
        assertThat(new Every(interval, first).next(first)).contains(first.plus(interval));
        settle(testCase, DocumentedAnswers.ACCEPTED, () -> accepted(testCase.text("expr")));
    }

    private static void next(Case testCase) {
        JsonNode expected = testCase.json().required("expect_next");
        int count = Math.max(1, expected.size());
        settle(
                testCase,
                expected.isNull() ? DocumentedAnswers.REFUSED : instants(testCase.texts("expect_next")),
                () -> CronDstTopic.Cron.next(times(testCase), testCase.instant("after"), count),
                () -> CronDstTopic.Cron.nextByOracle(
                        testCase.text("expr"), testCase.text("tz"), testCase.instant("after"), count));
    }

    private static void previous(Case testCase) {
        List<Instant> expected = instants(testCase.texts("expect_prev"));
        settle(testCase, expected, () -> {
            CronTimes times = times(testCase);
            return Stream.iterate(times.previous(testCase.instant("before")), at -> at.flatMap(times::previous))
                    .limit(expected.size())
                    .flatMap(at -> at.stream())
                    .toList();
        });
    }

    private static void matches(Case testCase) {
        Instant at = testCase.instant("at");
        settle(testCase, testCase.flag("matches"), () -> {
            SecondsDialect dialect = SecondsDialect.of(testCase.text("expr"));
            CronTimes times = CronDstTopic.Cron.times(dialect.expression(), "UTC");
            return dialect.allowsYearOf(at) && times.next(at.minusNanos(1)).equals(Optional.of(at));
        });
    }

    private static void weekdayInMonth(Case testCase) {
        JsonNode nth = testCase.json().required("nth");
        String suffix = nth.isNumber() ? "#" + nth.asInt() : nth.asString();
        CronExpression cron = CronExpression.parse("0 0 * * " + testCase.text("weekday") + suffix);
        settle(testCase, testCase.flag("matches"), () -> cron.matchesDate(LocalDate.parse(testCase.text("date"))));
    }

    private static void field(Case testCase) {
        String field = testCase.text("field");
        JsonNode values = testCase.json().required("values");
        settle(
                testCase,
                values.isString() ? all(field) : testCase.numbers("values"),
                () -> values(CronExpression.parse(testCase.text("expr")), field),
                () -> BruteForceCron.values(testCase.text("expr"), field));
    }

    private static List<Integer> all(String field) {
        return values(CronExpression.parse("* * * * *"), field);
    }

    private static List<Integer> values(CronExpression cron, String field) {
        return switch (field) {
            case "minute" -> days(bit -> (cron.minutes() >>> bit & 1) == 1, 0, 59);
            case "hour" -> days(bit -> (cron.hours() >>> bit & 1) == 1, 0, 23);
            case "month" -> days(bit -> (cron.months() >>> bit & 1) == 1, 1, 12);
            case "dom" -> days(day -> cron.matchesDate(LocalDate.of(2026, 1, day)), 1, 31);
            case "dow" -> days(day -> matchesWeekday(cron, day), 0, 6);
            default -> throw new AssertionError("the field '" + field + "' is not known");
        };
    }

    /** In any month that matches: a field is looked at alone. */
    private static boolean matchesWeekday(CronExpression cron, int weekday) {
        return IntStream.range(0, 52)
                .mapToObj(week -> FIRST_SUNDAY.plusDays(weekday).plusWeeks(week))
                .anyMatch(cron::matchesDate);
    }

    private static List<Integer> days(IntPredicate matches, int from, int to) {
        return IntStream.rangeClosed(from, to).filter(matches).boxed().toList();
    }

    private static void dayOfWeek(Case testCase) {
        int weekday = Stream.of(DayOfWeek.values())
                        .filter(day -> day.name().startsWith(testCase.text("weekday")))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                % 7;
        settle(
                testCase,
                testCase.flag("matches"),
                () -> matchesWeekday(CronExpression.parse("0 0 * * " + testCase.text("dow")), weekday));
    }

    private static void valid(Case testCase) {
        settle(testCase, testCase.flag("valid") ? DocumentedAnswers.ACCEPTED : DocumentedAnswers.REFUSED, () -> {
            String expression = testCase.text("expr");
            return accepted(
                    testCase.flag("seconds_field")
                            ? SecondsDialect.of(expression).expression()
                            : expression);
        });
    }

    /** Our fields have bounds of their own: a star, and a step without an end, stand for the bounds of the case. */
    private static void range(Case testCase) {
        JsonNode values = testCase.json().required("values");
        String min = testCase.text("min");
        String max = testCase.text("max");
        String range = testCase.text("range").replace("*", min + "-" + max).replaceAll("^(\\d+)/", "$1-" + max + "/");
        settle(
                testCase,
                values.isNull() ? DocumentedAnswers.REFUSED : testCase.numbers("values"),
                () -> values(CronExpression.parse(range + " * * * *"), "minute"));
    }

    private static void zonePrefix(Case testCase) {
        String expected = testCase.flag("valid") ? DocumentedAnswers.ACCEPTED : DocumentedAnswers.REFUSED;
        List<String> expressions =
                testCase.json().has("exprs") ? testCase.texts("exprs") : List.of(testCase.text("expr"));
        for (String expression : expressions) {
            settle(testCase, expected, () -> accepted(expression));
        }
    }

    private static void smallestInterval(Case testCase) {
        List<Instant> instants = CronDstTopic.Cron.next(
                CronDstTopic.Cron.times(testCase.text("expr"), testCase.text("tz")),
                Instant.parse("2026-01-01T00:00:00Z"),
                1000);
        Duration smallest = IntStream.range(1, instants.size())
                .mapToObj(i -> Duration.between(instants.get(i - 1), instants.get(i)))
                .min(Duration::compareTo)
                .orElseThrow();
        assertThat(smallest.toSeconds())
                .isBetween(
                        testCase.json().required("min_seconds").asLong(),
                        testCase.json().required("max_seconds").asLong());
    }

    private static CronTimes times(Case testCase) {
        String expression = testCase.text("expr");
        return CronDstTopic.Cron.times(
                testCase.flag("seconds_field") ? SecondsDialect.of(expression).expression() : expression,
                testCase.text("tz"));
    }

    private static String accepted(String expression) {
        CronExpression.parse(expression);
        return DocumentedAnswers.ACCEPTED;
    }

    private static List<Instant> instants(List<String> texts) {
        return texts.stream().map(Instant::parse).toList();
    }

    private static void settle(Case testCase, Object expected, Supplier<Object> ours) {
        settle(testCase, expected, ours, () -> "no rule of ours");
    }

    private static void settle(Case testCase, Object expected, Supplier<Object> ours, Supplier<Object> ourRule) {
        Object answer;
        try {
            answer = ours.get();
        } catch (IllegalArgumentException e) {
            answer = DocumentedAnswers.REFUSED;
        }
        DocumentedAnswers.settle(testCase, expected, answer, ourRule);
    }

    /**
     * An expression with seconds, and maybe a year, as Quartz has it. Second 0 says nothing that ours does not; any other is left
     * in its place, and so refused.
     */
    private record SecondsDialect(String expression, String year) {

        static SecondsDialect of(String text) {
            String[] fields = text.strip().split("\\s+");
            int from = fields[0].equals("0") ? 1 : 0;
            boolean hasYear = fields.length == 7;
            String expression = String.join(" ", List.of(fields).subList(from, hasYear ? 6 : fields.length));
            return new SecondsDialect(expression, hasYear ? fields[6] : "*");
        }

        boolean allowsYearOf(Instant at) {
            return year.equals("*") || at.toString().startsWith(year);
        }
    }
}
