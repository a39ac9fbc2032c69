package io.orchestrator.dags;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.sdk.Dag;
import io.orchestrator.testkit.DagTest;
import io.orchestrator.testkit.TestRun;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SmallDagsTest {

    @Test
    void theRetryDemoFailsOnceAndSucceedsOnTheSecondAttempt() {
        TestRun run = DagTest.of(new RetryDemo().dag()).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("unsteady").tries()).isEqualTo(2);
        assertThat(run.task("report").log()).containsExactly("INFO It took 2 attempts");
    }

    @Test
    void twentyTasksFanOutAndOneJoins() {
        Dag dag = new FanOut().dag();

        assertThat(dag.tasks()).hasSize(22);
        assertThat(dag.tasks().getLast().after())
                .hasSize(20)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj("count_%02d"::formatted)
                        .toList());
    }

    @Test
    void thePartsOfTheFanOutCountEachNumberOnce() {
        FakeContext context = FakeContext.of("count", Map.of("start", 0, "step", 50));
        FanOut.Span span = FanOut.chooseSpan(context);

        int primes = IntStream.range(0, 20)
                .map(part -> FanOut.count(context, span, part))
                .sum();

        assertThat(primes).as("primes below 1000").isEqualTo(168);
    }

    @Test
    void theFanOutRunsToItsJoin() {
        TestRun run = DagTest.of(new FanOut().dag()).param("step", 100).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("join").log()).containsExactly("INFO All 20 parts are counted");
    }

    @Test
    void theFailingDemoFailsAndNothingDownstreamRuns() {
        TestRun run = DagTest.of(new FailingDemo().dag()).run();

        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.task("prepare").state()).isEqualTo("success");
        assertThat(run.task("fails").failure())
                .hasValueSatisfying(why -> assertThat(why).contains("43 were expected"));
        assertThat(run.task("publish").state()).isEqualTo("upstream_failed");
        assertThat(run.task("announce").state()).isEqualTo("upstream_failed");
    }

    @Test
    void theFailingDemoSucceedsIfToldSo() {
        assertThat(DagTest.of(new FailingDemo().dag())
                        .param("fail", false)
                        .run()
                        .state())
                .isEqualTo("success");
    }

    @Test
    void theMarketClosesEarlierOnHalfDaysAndNotAtAllOnHolidays() {
        Instant friday = Instant.parse("2026-12-18T17:00:00Z");

        assertThat(Stream.iterate(friday, MarketClose::next).limit(7))
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-12-18T17:00:00Z",
                        "2026-12-21T17:00:00Z",
                        "2026-12-22T17:00:00Z",
                        "2026-12-23T17:00:00Z",
                        "2026-12-24T13:30:00Z",
                        "2026-12-28T17:00:00Z",
                        "2026-12-29T17:00:00Z");
        assertThat(DagTest.of(new MarketClose().dag()).run().state()).isEqualTo("success");
    }

    @Test
    void theReportIsAboutWorkingDaysAlone() {
        assertThat(new WorkdayReport().dag().schedule().toString()).contains("2026-12-25", "SATURDAY");
        TestRun run = DagTest.of(new WorkdayReport().dag()).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("report").log()).singleElement().asString().startsWith("INFO Reported");
    }
}
