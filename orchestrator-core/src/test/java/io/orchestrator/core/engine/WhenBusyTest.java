package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import io.orchestrator.protocol.graph.TimingSpec.Interval;
import io.orchestrator.protocol.graph.TimingSpec.WhenBusy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** An hourly DAG with room for one run, whose worker takes its time. */
class WhenBusyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final EngineBench bench = new EngineBench();

    @Test
    void aQueuedRunWaitsAndNoneIsLeftOut() {
        hourly(WhenBusy.QUEUE);
        threeHoursPass();

        assertThat(dates()).containsExactly("00:00");
        bench.succeed("a", null);
        assertThat(dates()).containsExactly("00:00", "01:00");
        bench.succeed("a", null);
        assertThat(dates()).containsExactly("00:00", "01:00", "02:00");
    }

    @Test
    void aSkippedRunNeverComesAndTheAuditLogSaysSo() {
        hourly(WhenBusy.SKIP);
        threeHoursPass();
        bench.succeed("a", null);
        bench.passesWithHeartbeats(HOUR);

        assertThat(dates()).containsExactly("00:00", "04:00");
        assertThat(bench.store.audit())
                .filteredOn(event -> event.action().equals("schedule.skip"))
                .extracting(AuditEvent::detail)
                .extracting(detail -> detail.path("logical_date").asString())
                .containsExactly("2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z", "2026-01-01T03:00:00Z");
    }

    @Test
    void oneRunWaitsAndFurtherOnesAreLeftOut() {
        hourly(WhenBusy.BUFFER_ONE);
        threeHoursPass();
        assertThat(dates()).containsExactly("00:00", "01:00");

        bench.succeed("a", null);
        assertThat(bench.taken("a").logicalDate()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        bench.passesWithHeartbeats(HOUR);
        assertThat(dates()).containsExactly("00:00", "01:00", "04:00");
    }

    @Test
    void theRunBeforeIsEndedInFavourOfTheNext() {
        hourly(WhenBusy.CANCEL_PREVIOUS);
        bench.passesWithHeartbeats(HOUR);

        assertThat(dates()).containsExactly("00:00", "01:00");
        DagRun first = bench.store.runs().getFirst();
        assertThat(first.state()).isEqualTo(DagRunState.FAILED);
        assertThat(first.stateReason()).isEqualTo("cancelled, because the next run is due");
        assertThat(bench.stopped).hasSize(1);
    }

    @Test
    void anAllowedRunStartsBesideTheOthers() {
        hourly(WhenBusy.ALLOW);
        threeHoursPass();

        assertThat(bench.store.runs()).hasSize(4).allMatch(run -> run.state() == DagRunState.RUNNING);
    }

    @Test
    void aContinuousScheduleGoesOnWhenTheRunBeforeHasEnded() {
        bench.worker(4);
        bench.deploy(scheduled(new ScheduleSpec.Continuous(), TimingSpec.PLAIN));
        bench.passesWithHeartbeats(HOUR);
        assertThat(bench.store.runs()).hasSize(1);

        bench.succeed("a", null);
        List<DagRun> runs = bench.store.runs();
        assertThat(runs).hasSize(2);
        assertThat(runs.getLast().intervalStart()).isEqualTo(runs.getFirst().intervalEnd());
        assertThat(runs.getLast().logicalDate()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aRunWithADataIntervalIsDueWhenThatIsOverAndCarriesItsBeginningAsItsDate() {
        bench.worker(4);
        bench.deploy(scheduled(
                new ScheduleSpec.Every(HOUR), new TimingSpec(Interval.SINCE_PREVIOUS, null, null, WhenBusy.QUEUE)));

        DagRun run = bench.store.runs().getFirst();
        assertThat(run.runId()).isEqualTo("scheduled__2025-12-31T23:00:00+00:00");
        assertThat(run.intervalStart()).isEqualTo(run.logicalDate());
        assertThat(run.intervalEnd()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void aRunWaitsForItsJitterAndTellsOfItBefore() {
        bench.worker(4);
        bench.deploy(scheduled(
                new ScheduleSpec.Every(HOUR),
                new TimingSpec(Interval.POINT, null, Duration.ofMinutes(30), WhenBusy.QUEUE)));
        Instant next = bench.store.schedules(List.of("d")).getFirst().nextDue();
        assertThat(next).isBetween("2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z");
        bench.passesWithHeartbeats(Duration.between(bench.clock.instant(), next).minusMillis(1));
        assertThat(bench.store.runs()).isEmpty();

        bench.passes(Duration.ofMillis(1));
        assertThat(dates()).containsExactly("00:00");
    }

    @Test
    void aRunByHandIsAboutWhatItsScheduleSaysOfItsDate() {
        bench.deploy(scheduled(
                new ScheduleSpec.Every(Duration.ofDays(1)),
                new TimingSpec(Interval.SINCE_PREVIOUS, null, null, WhenBusy.QUEUE)));
        DagRun run = bench.ask(new Command.Trigger(
                        "d",
                        null,
                        RunType.MANUAL,
                        Instant.parse("2026-01-05T10:00:00Z"),
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"))
                .run();

        assertThat(run.intervalStart()).isEqualTo("2026-01-04T00:00:00Z");
        assertThat(run.intervalEnd()).isEqualTo("2026-01-05T00:00:00Z");
    }

    private void hourly(WhenBusy policy) {
        bench.worker(4);
        bench.deploy(scheduled(new ScheduleSpec.Every(HOUR), new TimingSpec(Interval.POINT, null, null, policy)));
    }

    private void threeHoursPass() {
        for (int hour = 0; hour < 3; hour++) {
            bench.passesWithHeartbeats(HOUR);
        }
    }

    private List<String> dates() {
        return bench.store.runs().stream()
                .map(run -> timeOfDay(run.logicalDate()))
                .toList();
    }

    private static String timeOfDay(@Nullable Instant date) {
        return String.valueOf(date).substring(11, 16);
    }

    private static DagGraph scheduled(ScheduleSpec schedule, TimingSpec timing) {
        return DagGraph.builder("d")
                .schedule(schedule)
                .maxActiveRuns(1)
                .maxActiveTasks(1000)
                .tasks(task("a", 0))
                .timing(timing)
                .build();
    }
}
