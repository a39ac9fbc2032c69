package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.AnyOf;
import io.orchestrator.sdk.BusinessCalendar;
import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Continuous;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.Events;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Gap;
import io.orchestrator.sdk.Manual;
import io.orchestrator.sdk.Once;
import io.orchestrator.sdk.Overlap;
import io.orchestrator.sdk.Recurrence;
import io.orchestrator.sdk.Schedule;
import io.orchestrator.sdk.ScheduleBuilder;
import io.orchestrator.sdk.WhenBusy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A DAG for each kind of schedule and each of its options, written as an author does, on the production loop. */
class SchedulesTest {

    private static final String BERLIN = "Europe/Berlin";

    @Test
    void aCronRunsAtItsInstantsAndOnceOnADayThatHasNoSuchTime() {
        Dag dag = dag(Cron.of("30 2 * * *", BERLIN), schedule -> {});

        assertThat(dates(dag, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .as("at 02:30 is at 03:00 on the day on which clocks skip it")
                .containsExactly(times("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"));
        assertThat(dates(dag, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .as("the first of two")
                .containsExactly(times("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"));
    }

    @Test
    void whatAClockChangeDoesIsForTheAuthorToChoose() {
        Cron cron = Cron.of("30 2 * * *", BERLIN);

        assertThat(dates(dag(cron.onGap(Gap.SKIP), s -> {}), "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"))
                .isEmpty();
        assertThat(dates(dag(cron.onOverlap(Overlap.BOTH), s -> {}), "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"))
                .containsExactly(times("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"));
        assertThatThrownBy(() -> cron.onGap(Gap.ASK))
                .isInstanceOf(DagDefinitionException.class)
                .hasMessageContaining("clocks skip its time");
        assertThatThrownBy(() -> cron.onOverlap(Overlap.ASK)).hasMessageContaining("clocks repeat its time");
        assertThat(Cron.of("30 12 * * *", BERLIN).onGap(Gap.ASK).onOverlap(Overlap.ASK))
                .as("no clock change touches it")
                .isNotNull();
        assertThat(Cron.of("30 2 * * *", "UTC").onGap(Gap.ASK)).isNotNull();
    }

    @Test
    void withDataIntervalsARunIsAboutTheTimeThatIsOver() {
        Dag dag = dag(Cron.daily(BERLIN), ScheduleBuilder::dataIntervals);

        assertThat(dates(dag, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"))
                .as("due at midnight, dated a day of 24 hours and one of 23 before")
                .containsExactly(times("2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z"));
    }

    @Test
    void severalCronsAreOneSchedule() {
        Dag dag = dag(AnyOf.crons("UTC", "0 6 * * *", "0 18 * * *", "0 */6 * * *"), s -> {});

        assertThat(dates(dag, "2026-01-01T01:00:00Z", "2026-01-02T00:30:00Z"))
                .containsExactly(times(
                        "2026-01-01T06:00:00Z",
                        "2026-01-01T12:00:00Z",
                        "2026-01-01T18:00:00Z",
                        "2026-01-02T00:00:00Z"));
    }

    @Test
    void anIntervalFollowsElapsedTime() {
        Dag dag = dag(
                Every.of(Duration.ofMinutes(90)),
                schedule -> schedule.startingAt("2026-03-29T00:00:00Z").catchup(Catchup.ALL));

        assertThat(dates(dag, "2026-03-29T03:30:00Z", "2026-03-29T05:00:00Z"))
                .containsExactly(times(
                        "2026-03-29T00:00:00Z",
                        "2026-03-29T01:30:00Z",
                        "2026-03-29T03:00:00Z",
                        "2026-03-29T04:30:00Z"));
    }

    @Test
    void eventsAndRulesOfCalendarsRunWhenTheySay() {
        Dag events = dag(Events.at("2026-06-11T19:00:00Z", "2026-06-12T02:00:00Z"), s -> {});
        Dag rule = dag(Recurrence.of("FREQ=MONTHLY;BYDAY=2FR", "2026-01-01T08:00", "UTC"), s -> {});

        assertThat(dates(events, "2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"))
                .containsExactly(times("2026-06-11T19:00:00Z", "2026-06-12T02:00:00Z"));
        assertThat(dates(rule, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"))
                .containsExactly(times("2026-01-09T08:00:00Z", "2026-02-13T08:00:00Z"));
    }

    @Test
    void onceContinuousAndByHand() {
        assertThat(dates(dag(new Once(), s -> {}), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"))
                .containsExactly(times("2026-01-01T00:00:00Z"));
        assertThat(dates(dag(new Manual(), s -> {}), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"))
                .isEmpty();
        Dag continuous = Dag.define("scheduled", dag -> {
            dag.schedule(new Continuous());
            dag.action("work", () -> {});
        });
        try (DagScenario scenario = scenario(continuous, "2026-01-01T00:00:00Z")) {
            scenario.task("work").takes(Duration.ofMinutes(20));

            scenario.advance(Duration.ofMinutes(50));

            assertThat(scenario.runs()).as("one after the other").hasSize(3);
        }
    }

    @Test
    void missedRunsAreCaughtUpWithAsTheAuthorSays() {
        String deployed = "2026-01-04T12:00:00Z";
        String until = "2026-01-05T12:00:00Z";

        assertThat(dates(caughtUp(Catchup.ALL), deployed, until)).hasSize(5);
        assertThat(dates(caughtUp(Catchup.LATEST), deployed, until))
                .containsExactly(times("2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z"));
        assertThat(dates(caughtUp(Catchup.NONE), deployed, until)).containsExactly(times("2026-01-05T00:00:00Z"));
    }

    private static Dag caughtUp(Catchup catchup) {
        return dag(
                Cron.daily("UTC"), schedule -> schedule.startingAt("2026-01-01").catchup(catchup));
    }

    @Test
    void nothingRunsAfterTheEnd() {
        Dag dag = dag(Cron.daily("UTC"), schedule -> schedule.endingAt("2026-01-03"));

        assertThat(dates(dag, "2026-01-01T12:00:00Z", "2026-02-01T00:00:00Z"))
                .containsExactly(times("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"));
    }

    @Test
    void weekendsAndHolidaysHaveNoRuns() {
        BusinessCalendar calendar = BusinessCalendar.weekends(BERLIN).holidays("2026-12-25");
        Dag dag = dag(Cron.of("0 7 * * *", BERLIN).except(calendar), s -> {});

        assertThat(dates(dag, "2026-12-24T00:00:00Z", "2026-12-30T00:00:00Z"))
                .as("Thursday, then Monday and Tuesday")
                .containsExactly(times("2026-12-24T06:00:00Z", "2026-12-28T06:00:00Z", "2026-12-29T06:00:00Z"));
    }

    @Test
    void jitterIsTheSameEachTimeAndChangesNoDate() {
        Dag dag = dag(Cron.hourly("UTC"), schedule -> schedule.jitter(Duration.ofMinutes(40)));

        List<Instant> begun = begun(dag);

        assertThat(begun).hasSize(10).isEqualTo(begun(dag));
        assertThat(begun.stream().map(instant -> instant.getEpochSecond() % 3600))
                .allMatch(second -> second < 40 * 60)
                .anyMatch(second -> second > 0);
        assertThat(dates(dag, "2026-01-01T00:30:00Z", "2026-01-01T03:00:00Z"))
                .allMatch(date -> date.getEpochSecond() % 3600 == 0);
    }

    private static List<Instant> begun(Dag dag) {
        try (DagScenario scenario = scenario(dag, "2026-01-01T00:30:00Z")) {
            scenario.advanceTo(Instant.parse("2026-01-01T10:59:00Z"));
            return scenario.runs().stream()
                    .map(run -> run.task("work").startedAt().orElseThrow())
                    .toList();
        }
    }

    /** Each run takes two and a half hours, one is due each hour, and one may be at work. */
    @Test
    void aDueRunWithoutRoomDoesWhatItsAuthorSays() {
        assertThat(states(WhenBusy.QUEUE)).containsExactly("success", "success", "running");
        assertThat(states(WhenBusy.SKIP)).as("due at 1, 4 and 7").containsExactly("success", "success", "running");
        assertThat(states(WhenBusy.BUFFER_ONE)).containsExactly("success", "success", "running", "queued");
        assertThat(states(WhenBusy.CANCEL_PREVIOUS))
                .containsExactly("failed", "failed", "failed", "failed", "failed", "failed", "running");
        assertThat(states(WhenBusy.ALLOW))
                .as("they begin all the same")
                .containsExactly("success", "success", "success", "success", "running", "running", "running");
    }

    private static List<String> states(WhenBusy policy) {
        Dag dag = Dag.define("scheduled", builder -> {
            builder.schedule(Cron.hourly("UTC")).whenBusy(policy);
            builder.maxActiveRuns(1);
            builder.action("work", () -> {});
        });
        try (DagScenario scenario = scenario(dag, "2026-01-01T00:30:00Z")) {
            scenario.task("work").takes(Duration.ofMinutes(150));
            scenario.advanceTo(Instant.parse("2026-01-01T07:15:00Z"));
            return scenario.runs().stream().map(ScenarioRun::state).toList();
        }
    }

    static Dag dag(Schedule when, Consumer<ScheduleBuilder> options) {
        return Dag.define("scheduled", dag -> {
            options.accept(dag.schedule(when));
            dag.maxActiveRuns(1_000);
            dag.action("work", () -> {});
        });
    }

    static DagScenario scenario(Dag dag, String start) {
        return DagScenario.of(dag).startingAt(Instant.parse(start));
    }

    /** The logical dates of the runs that the schedule starts in a time. */
    static List<Instant> dates(Dag dag, String deployed, String until) {
        try (DagScenario scenario = scenario(dag, deployed)) {
            scenario.advanceTo(Instant.parse(until));
            return scenario.runs().stream()
                    .map(ScenarioRun::logicalDate)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
    }

    static Instant[] times(String... instants) {
        return Stream.of(instants).map(Instant::parse).toArray(Instant[]::new);
    }
}
