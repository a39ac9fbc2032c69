package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class EngineLoopTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void aRunGoesThroughItsTasksInOrderAndCarriesOutputsAlong() {
        bench.worker(2);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");

        assertThat(bench.isTaken("b")).isFalse();
        bench.succeed("a", JsonNodeFactory.instance.stringNode("hello"));
        Assignment b = bench.taken("b");
        assertThat(b.inputs()).containsExactly(new Assignment.Input("a", JsonNodeFactory.instance.stringNode("hello")));
        bench.succeed("b", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aFailedAttemptIsRepeatedAfterItsDelayAndThenFailsTheRun() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 1), task("b", 0, "a")));
        DagRun run = bench.trigger("d");

        bench.fail("a");
        assertThat(bench.states(run)).containsEntry("a", "up_for_retry");
        bench.passesWithHeartbeats(Duration.ofMinutes(4));
        assertThat(bench.isTaken("a")).isFalse();
        bench.passesWithHeartbeats(Duration.ofSeconds(61));
        assertThat(bench.taken("a").attempt()).isEqualTo(2);
        bench.fail("a");

        assertThat(bench.states(run)).isEqualTo(Map.of("a", "failed", "b", "upstream_failed"));
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.FAILED);
    }

    @Test
    void aReportOfAnAttemptThatIsNotCurrentChangesNothing() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");

        UUID unknown = new UUID(3, 3);
        assertThat(bench.report(new Report.Succeeded(unknown, null)).stale()).containsExactly(unknown);
        assertThat(bench.states(run)).containsEntry("a", "queued");
    }

    @Test
    void aReportThatComesTwiceIsAcceptedOnce() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        UUID attempt = bench.taken("a").attemptId();

        bench.succeed("a", null);
        bench.report(new Report.Succeeded(attempt, JsonNodeFactory.instance.stringNode("late")));

        assertThat(bench.states(run)).isEqualTo(Map.of("a", "success", "b", "queued"));
        assertThat(bench.store.outputs(run.runKey(), List.of(attempt))).isEmpty();
    }

    @Test
    void whatALostWorkerHadRunsAgainAndCostsNoTry() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        UUID first = bench.taken("a").attemptId();
        bench.report(new Report.Started(first));

        bench.assigned.clear();
        bench.worker(new UUID(8, 8), 1);
        bench.passes(Duration.ofSeconds(20));
        bench.beat(new UUID(8, 8));
        bench.passes(Duration.ofSeconds(12));
        bench.passes(Duration.ofSeconds(3));

        Assignment second = bench.taken("a");
        assertThat(second.attemptId()).isNotEqualTo(first);
        assertThat(second.attempt()).isEqualTo(1);
        assertThat(bench.instances(run).getFirst().lostAttempts()).isEqualTo(1);
        assertThatThrownBy(() -> bench.ask(bench.reports(new Report.Succeeded(first, null))))
                .isInstanceOf(CommandRefused.class);
        assertThat(bench.states(run)).containsEntry("a", "queued");
    }

    @Test
    void aLostPushIsMadeAgainUnderTheSameIdByAHeartbeat() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        bench.trigger("d");
        UUID attempt = bench.taken("a").attemptId();

        bench.assigned.clear();
        bench.passes(Duration.ofSeconds(6));
        bench.beat();

        assertThat(bench.taken("a").attemptId()).isEqualTo(attempt);
    }

    @Test
    void cancellingARunStopsItsAttemptsAndNoLateResultCounts() {
        bench.worker(2);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        UUID attempt = bench.taken("a").attemptId();
        bench.report(new Report.Started(attempt));

        bench.ask(new Command.MarkRun("d", run.runId(), DagRunState.FAILED, "anna"));
        assertThat(bench.stopped).containsExactly(attempt);
        assertThat(bench.run(run).stateReason()).isEqualTo("marked failed by anna");
        bench.report(new Report.Succeeded(attempt, JsonNodeFactory.instance.stringNode("late")));

        assertThat(bench.states(run)).isEqualTo(Map.of("a", "failed", "b", "skipped"));
        assertThat(bench.store.outputs(run.runKey(), List.of(attempt))).isEmpty();
    }

    /** A task of a run with everything downstream. */
    private static Command.Clear clear(DagRun run, String taskId) {
        return Command.Clear.of(
                run.dagId(), Selection.ofRun(run.runId()).tasks(taskId).withDownstream(), "anna");
    }

    @Test
    void clearingAFailedTaskRunsItAndWhatFollowsAgain() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.FAILED);

        bench.ask(clear(run, "a"));
        assertThat(bench.taken("a").attempt()).isEqualTo(2);
        bench.succeed("a", null);
        bench.succeed("b", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.run(run).clearNumber()).isEqualTo(1);
    }

    @Test
    void clearingARunningTaskWaitsForItsOldAttemptToEnd() {
        bench.worker(2);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        UUID first = bench.taken("a").attemptId();
        bench.report(new Report.Started(first));

        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));
        assertThat(bench.states(run)).containsEntry("a", "restarting");
        assertThat(bench.assigned).hasSize(1);
        bench.report(new Report.Stopped(first));

        assertThat(bench.taken("a").attemptId()).isNotEqualTo(first);
    }

    @Test
    void aDryRunOfClearChangesNothingAndListsWhatTheActionThenClears() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a"), task("c", 0)));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        bench.succeed("c", null);

        var preview = bench.ask(clear(run, "a").tried());
        assertThat(preview).extracting(i -> i.taskId()).containsExactly("a", "b");
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.FAILED);
        var done = bench.ask(clear(run, "a"));
        assertThat(done).isEqualTo(preview);
    }

    @Test
    void markingAFailedTaskSuccessLetsItsFollowersRun() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        bench.fail("a");

        bench.ask(new Command.MarkTask("d", run.runId(), "a", -1, TaskState.SUCCESS, "anna"));
        bench.succeed("b", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void askingTwiceForARunCreatesOne() {
        bench.deploy(dag("d", task("a", 0)));
        Command.Trigger ask = new Command.Trigger(
                "d", "mine", RunType.MANUAL, null, null, null, JsonNodeFactory.instance.objectNode(), null, "anna");

        assertThat(bench.ask(ask).created()).isTrue();
        assertThat(bench.ask(ask).created()).isFalse();
    }

    @Test
    void anotherEngineGoesOnWhereTheFirstOneWasKilled() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        UUID attempt = bench.taken("a").attemptId();
        bench.report(new Report.Started(attempt));

        bench.restart();
        bench.succeed("a", JsonNodeFactory.instance.stringNode("kept"));
        Assignment b = bench.taken("b");
        assertThat(b.inputs()).isNotNull();
        bench.succeed("b", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aCommitWhoseAnswerWasLostIsReadAgainAndNothingIsDoneTwice() {
        AtomicInteger failures = new AtomicInteger();
        EngineBench shaky = new EngineBench(new Faults() {
            @Override
            public void afterCommit(TurnWrites writes) {
                if (!writes.runs().isEmpty() && failures.getAndIncrement() % 2 == 1) {
                    throw new StoreUnavailable("the answer was lost", null);
                }
            }
        });
        shaky.worker(1);
        shaky.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = shaky.trigger("d");
        for (int i = 0; i < 40 && !shaky.run(run).state().isFinal(); i++) {
            shaky.passes(Duration.ofSeconds(6));
            tryTo(shaky::beat);
            for (Assignment assignment : List.copyOf(shaky.assigned.values())) {
                tryTo(() -> shaky.ask(shaky.reports(
                        new Report.Started(assignment.attemptId()),
                        new Report.Succeeded(assignment.attemptId(), null))));
                shaky.assigned.remove(assignment.attemptId());
            }
        }
        assertThat(shaky.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(shaky.instances(run))
                .allSatisfy(i -> assertThat(i.tryNumber()).isEqualTo(1));
        assertThat(failures.get()).isGreaterThan(2);
    }

    @Test
    void aDeadWorkersLeaseEndsInTimeAlthoughTheDatabaseFailsAgainAndAgain() {
        AtomicBoolean away = new AtomicBoolean();
        EngineBench shaky = new EngineBench(new Faults() {
            @Override
            public void beforeCommit(TurnWrites writes) {
                if (away.get()) {
                    throw new StoreUnavailable("away", null);
                }
            }
        });
        shaky.worker(1);
        shaky.deploy(dag("d", task("a", 0)));
        DagRun run = shaky.trigger("d");
        Assignment a = shaky.taken("a");

        for (int second = 0; second < 33; second++) {
            shaky.passes(Duration.ofSeconds(1));
            if (second % 3 == 0) {
                away.set(true);
                tryTo(() -> shaky.trigger("d"));
                away.set(false);
            }
        }

        assertThat(shaky.store.attempts(run.runKey()))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.attemptId()).isEqualTo(a.attemptId()))
                .satisfies(attempt -> assertThat(attempt.state()).isEqualTo(AttemptState.LOST));
    }

    private static void tryTo(Runnable action) {
        try {
            action.run();
        } catch (CommandRefused refused) {
            assertThat(refused.kind()).isEqualTo(CommandRefused.Kind.UNAVAILABLE);
        }
    }

    @Test
    void aRunThatCannotBeWrittenHarmsNoOther() {
        EngineBench poisoned = new EngineBench(new Faults() {
            @Override
            public void beforeCommit(TurnWrites writes) {
                if (writes.runs().stream().anyMatch(w -> w.run().dagId().equals("bad"))) {
                    throw new IllegalStateException("poison");
                }
            }
        });
        poisoned.worker(4);
        poisoned.deploy(dag("bad", task("a", 0)), dag("good", task("a", 0)));
        var bad = poisoned.loop.submit(new Command.Trigger(
                "bad", null, RunType.MANUAL, null, null, null, JsonNodeFactory.instance.objectNode(), null, "anna"));
        DagRun good = poisoned.trigger("good");
        poisoned.succeed("a", null);

        assertThat(poisoned.run(good).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bad).isCompletedExceptionally();
    }

    @Test
    void aScheduleCreatesEachDueRunOnce() {
        bench.worker(4);
        bench.deploy(scheduled(
                "d",
                new ScheduleSpec.Every(Duration.ofHours(1)),
                Catchup.ALL,
                Instant.parse("2025-12-31T21:00:00Z"),
                10,
                task("a", 0)));
        bench.turn();
        assertThat(bench.store.findRun("d", "scheduled__2025-12-31T21:00:00+00:00"))
                .isPresent();
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T00:00:00+00:00"))
                .isPresent();
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T01:00:00+00:00"))
                .isEmpty();

        bench.restart();
        bench.passes(Duration.ofHours(1));
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T01:00:00+00:00"))
                .isPresent();
    }

    @Test
    void aFullDagRemembersItsNextDateAndAPausedOneCreatesNothing() {
        bench.worker(4);
        bench.deploy(scheduled(
                "d",
                new ScheduleSpec.Every(Duration.ofHours(1)),
                Catchup.ALL,
                Instant.parse("2025-12-31T22:00:00Z"),
                1,
                task("a", 0)));
        assertThat(bench.assigned).hasSize(1);
        bench.ask(new Command.Pause("d", true, "anna"));
        bench.succeed("a", null);
        assertThat(bench.assigned).isEmpty();
        bench.ask(new Command.Pause("d", false, "anna"));
        assertThat(bench.taken("a").runId()).isEqualTo("scheduled__2025-12-31T23:00:00+00:00");
    }

    @Test
    void aDagThatStartsPausedWaitsForSomebodyOnce() {
        bench.worker(1);
        DagGraph continuous = dag("d", task("a", 0)).toBuilder()
                .schedule(new ScheduleSpec.Continuous())
                .startsPaused(true)
                .build();
        bench.deploy(continuous);
        assertThat(bench.assigned).isEmpty();
        bench.ask(new Command.Pause("d", false, "anna"));
        assertThat(bench.assigned).hasSize(1);
        bench.deploy(continuous.toBuilder().description("anew").build());
        assertThat(bench.store.dags(0).getLast().dag().paused()).isFalse();
    }

    @Test
    void anUnknownDagRunOrTaskIsRefusedByName() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");

        assertThatThrownBy(() -> bench.trigger("nope")).hasMessageContaining("there is no DAG \"nope\"");
        assertThatThrownBy(() -> bench.ask(new Command.MarkTask("d", run.runId(), "x", -1, TaskState.SUCCESS, "anna")))
                .hasMessageContaining("has no task \"x\"");
    }
}
