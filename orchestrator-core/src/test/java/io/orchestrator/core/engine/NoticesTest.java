package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DeadlineSpec;
import io.orchestrator.protocol.graph.NoticeKind;
import io.orchestrator.protocol.graph.NotifySpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people are told of, and deadlines, in virtual time. */
class NoticesTest {

    private static final List<NotifySpec> EVERYTHING = List.of(
            new NotifySpec("ops", List.of(NoticeKind.values())), new NotifySpec("log", List.of(NoticeKind.RUN_FAILED)));

    private final EngineBench bench = new EngineBench();

    @Test
    void eachChannelIsToldOnceOfWhatItWants() {
        bench.worker(4);
        bench.deploy(with(EVERYTHING, 0, dag("d", task("a", 1), task("b", 0, "a"))));
        bench.trigger("d");
        bench.fail("a");
        bench.passesWithHeartbeats(Duration.ofMinutes(6));
        bench.fail("a");
        bench.trigger("d");
        bench.succeed("a", null);
        bench.succeed("b", null);
        bench.passesWithHeartbeats(Duration.ofMinutes(1));

        assertThat(told())
                .containsExactly(
                        "ops task_retry a IllegalStateException: boom",
                        "ops task_failed a IllegalStateException: boom",
                        "ops run_failed null",
                        "log run_failed null",
                        "ops run_succeeded null");
        assertThat(bench.store.notices().stream().map(Notice::id).distinct()).hasSize(5);
        assertThat(bench.store.notices().getFirst().title())
                .startsWith("Task a of run manual__")
                .endsWith("of DAG d has failed and is tried again");
    }

    @Test
    void aDagThatAsksForNothingTellsNothing() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0)));
        bench.trigger("d");
        bench.fail("a");

        assertThat(bench.store.notices()).isEmpty();
    }

    @Test
    void aDagThatIsPausedForItsFailuresSaysSo() {
        bench.worker(4);
        bench.deploy(with(List.of(new NotifySpec("ops", List.of(NoticeKind.DAG_PAUSED))), 2, dag("d", task("a", 0))));
        bench.trigger("d");
        bench.fail("a");
        assertThat(bench.store.notices()).isEmpty();
        bench.passes(Duration.ofSeconds(1));
        bench.trigger("d");
        bench.fail("a");

        assertThat(bench.store.notices())
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice.title()).isEqualTo("DAG d is paused: its newest 2 runs have failed"));
    }

    @Test
    void aMissedDeadlineIsToldOnceAlsoWhenTheServerDiesInBetween() {
        bench.worker(4);
        bench.deploy(late(queued("soon", 10), queued("later", 30), date("from date", 60)));
        DagRun run = bench.trigger("d");
        assertThat(bench.run(run).deadlines()).hasSize(2);
        bench.passesWithHeartbeats(Duration.ofMinutes(9));
        assertThat(bench.run(run).isLate()).isFalse();

        bench.restart();
        bench.passes(Duration.ofMinutes(2));
        assertThat(bench.run(run).isLate()).isTrue();
        assertThat(told()).containsExactly("ops deadline_missed soon");
        bench.restart();
        bench.passes(Duration.ofMinutes(5));
        assertThat(told()).hasSize(1);
        bench.passes(Duration.ofMinutes(20));
        assertThat(told()).containsExactly("ops deadline_missed soon", "ops deadline_missed later");
        assertThat(bench.run(run).state()).as("it goes on").isEqualTo(DagRunState.RUNNING);
    }

    @Test
    void aRunThatEndsInTimeMissesNothingAndIsNotLateLater() {
        bench.worker(4);
        bench.deploy(late(queued("soon", 10)));
        DagRun run = bench.trigger("d");
        bench.succeed("a", null);
        bench.passes(Duration.ofMinutes(60));
        bench.ask(new Command.MarkRun("d", run.runId(), DagRunState.FAILED, "anna"));

        assertThat(bench.run(run).isLate()).isFalse();
        assertThat(told()).isEmpty();
    }

    @Test
    void aRunThatEndsTooLateIsLateEvenIfNobodyLookedBefore() {
        bench.worker(4);
        bench.deploy(late(queued("soon", 10)));
        DagRun run = bench.trigger("d");
        bench.clock.advance(Duration.ofMinutes(11));
        bench.beat();
        bench.succeed("a", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.run(run).isLate()).isTrue();
        assertThat(told()).containsExactly("ops deadline_missed soon");
    }

    @Test
    void aClearedRunHasItsTimeAnewButNotForAFixedInstant() {
        bench.worker(4);
        Instant fixed = bench.clock.instant().plus(Duration.ofMinutes(5));
        bench.deploy(late(
                queued("soon", 10), new DeadlineSpec("fixed", DeadlineSpec.From.INSTANT, fixed, 0, 0, Duration.ZERO)));
        DagRun run = bench.trigger("d");
        bench.passesWithHeartbeats(Duration.ofMinutes(11));
        bench.fail("a");
        assertThat(told()).containsExactly("ops deadline_missed fixed", "ops deadline_missed soon");

        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()).tasks("a"), "anna"));
        assertThat(bench.run(run).deadlines().getFirst().due())
                .isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(10)));
        bench.passesWithHeartbeats(Duration.ofMinutes(11));
        assertThat(told())
                .containsExactly("ops deadline_missed fixed", "ops deadline_missed soon", "ops deadline_missed soon");
    }

    @Test
    void anAverageNeedsEnoughSuccessfulRuns() {
        bench.worker(4);
        bench.deploy(late(new DeadlineSpec("usual", DeadlineSpec.From.AVERAGE, null, 3, 2, Duration.ofMinutes(1))));
        runFor(Duration.ofMinutes(2));
        assertThat(runFor(Duration.ofMinutes(4)).deadlines()).isEmpty();

        DagRun third = bench.trigger("d");
        assertThat(third.deadlines().getFirst().due())
                .isEqualTo(third.queuedAt().plus(Duration.ofMinutes(4)));
        bench.passesWithHeartbeats(Duration.ofMinutes(4));
        assertThat(told()).containsExactly("ops deadline_missed usual");
    }

    private DagRun runFor(Duration time) {
        DagRun run = bench.trigger("d");
        bench.report(new Report.Started(bench.taken("a").attemptId()));
        bench.passesWithHeartbeats(time);
        bench.succeed("a", null);
        return bench.run(run);
    }

    private static DagGraph late(DeadlineSpec... deadlines) {
        return with(
                List.of(new NotifySpec("ops", List.of(NoticeKind.DEADLINE_MISSED))),
                0,
                dag("d", task("a", 0)),
                deadlines);
    }

    private static DeadlineSpec queued(String name, int minutes) {
        return new DeadlineSpec(name, DeadlineSpec.From.QUEUED, null, 0, 0, Duration.ofMinutes(minutes));
    }

    private static DeadlineSpec date(String name, int minutes) {
        return new DeadlineSpec(name, DeadlineSpec.From.LOGICAL_DATE, null, 0, 0, Duration.ofMinutes(minutes));
    }

    private static DagGraph with(
            List<NotifySpec> notifications, int maxFailedRuns, DagGraph graph, DeadlineSpec... deadlines) {
        return graph.toBuilder()
                .maxFailedRuns(maxFailedRuns)
                .notifications(notifications)
                .deadlines(List.of(deadlines))
                .build();
    }

    private List<String> told() {
        return bench.store.notices().stream()
                .map(notice -> notice.channel() + " " + notice.kind().key() + " " + about(notice))
                .collect(Collectors.toList());
    }

    private static String about(Notice notice) {
        String deadline = notice.detail().path("deadline").asString("");
        if (!deadline.isEmpty()) {
            return deadline;
        }
        return notice.taskId() == null
                ? "null"
                : notice.taskId() + " " + notice.detail().path("reason").asString("");
    }
}
