package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.schedule.BruteForceCron;
import io.orchestrator.core.schedule.CronTimes;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.sdk.CronExpression;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Cron at clock changes. */
final class CronDstTopic implements TopicRunner {

    @Override
    public String topic() {
        return "cron-dst";
    }

    @Override
    public void check(JsonNode json) {
        Case testCase = Case.of(
                topic(),
                json,
                "expr",
                "tz",
                "after",
                "kind",
                "expect_next",
                "expect_next_local",
                "first_interval_start",
                "seconds_field",
                "day_fields");
        // An interval's ends are the instants themselves.
        assertThat(testCase.text("kind")).isIn("cron-next", "interval");
        List<Instant> expected =
                testCase.texts("expect_next").stream().map(Instant::parse).toList();
        DocumentedAnswers.settle(
                testCase, expected, ours(testCase, expected.size()), () -> byOurRule(testCase, expected.size()));
    }

    private static Object ours(Case testCase, int count) {
        try {
            return Cron.next(Cron.times(testCase.text("expr"), testCase.text("tz")), testCase.instant("after"), count);
        } catch (IllegalArgumentException e) {
            return DocumentedAnswers.REFUSED;
        }
    }

    private static Object byOurRule(Case testCase, int count) {
        return Cron.nextByOracle(testCase.text("expr"), testCase.text("tz"), testCase.instant("after"), count);
    }

    /** Cron instants by the engine and by the oracle, with the default policies. */
    static final class Cron {
        private Cron() {}

        static CronTimes times(String expression, String zone) {
            return new CronTimes(CronExpression.parse(expression), ZoneId.of(zone), Gap.RUN_AT_GAP_END, Overlap.FIRST);
        }

        static List<Instant> next(CronTimes times, Instant after, int count) {
            return Stream.iterate(times.next(after), next -> next.flatMap(times::next))
                    .limit(count)
                    .flatMap(next -> next.stream())
                    .toList();
        }

        static List<Instant> nextByOracle(String expression, String zone, Instant after, int count) {
            Instant before = after.plusSeconds(86_400L * 800);
            return new BruteForceCron(expression)
                    .between(ZoneId.of(zone), Gap.RUN_AT_GAP_END, Overlap.FIRST, after, before).stream()
                            .limit(count)
                            .toList();
        }
    }
}
