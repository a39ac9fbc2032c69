package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What conformance cases tell in words or as a story: each test names the feature that it holds. */
class ConcurrencyFactsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ScheduleSpec HOURLY = new ScheduleSpec.Every(Duration.ofHours(1));

    private final EngineBench bench = new EngineBench();

    @Test
    @Tag("concurrency/max_active_runs")
    void whileADagIsFullItsNextDateIsRememberedAndRunsByHandWait() {
        bench.worker(4);
        bench.deploy(scheduled("d", HOURLY, Catchup.ALL, MIDNIGHT.minusSeconds(7_200), 1, task("a", 0)));
        DagRun byHand = bench.trigger("d");

        assertThat(bench.assigned).hasSize(1);
        assertThat(bench.run(byHand).state()).isEqualTo(DagRunState.QUEUED);
        assertThat(next("d")).isEqualTo(MIDNIGHT.minusSeconds(3_600));
        bench.succeed("a", null);
        assertThat(bench.taken("a").runId()).isEqualTo(byHand.runId());
    }

    @Test
    @Tag("concurrency/max_active_runs")
    @Tag("concurrency/run_order")
    void aFullDagStarvesNoOther() {
        bench.worker(100);
        bench.deploy(dag("w1", task("a", 0)), dag("w2", task("b", 0)));
        for (int i = 0; i < 6; i++) {
            trigger("w1", "r" + i, null);
            trigger("w2", "r" + i, null);
        }
        assertThat(running("w1")).isEqualTo(2);
        assertThat(running("w2")).isEqualTo(2);

        bench.succeed("a", null);
        assertThat(bench.store.findRun("w1", "r0").orElseThrow().state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.findRun("w1", "r2").orElseThrow().state()).isEqualTo(DagRunState.RUNNING);
    }

    @Test
    @Tag("concurrency/next_run_update")
    void aScheduleHasANextRunAndADagByHandHasNone() {
        bench.deploy(dag("hand", task("a", 0)));
        bench.deploy(dag("hand", task("a", 0)), scheduled("d", HOURLY, Catchup.NONE, null, 2, task("a", 0)));

        assertThat(next("hand")).isNull();
        assertThat(next("d")).isEqualTo(MIDNIGHT.plusSeconds(3_600));
    }

    @Test
    @Tag("concurrency/run_creation")
    void aDateThatIsTakenGetsNoSecondRunAndThePlanMovesOn() {
        bench.deploy(scheduled("d", HOURLY, Catchup.NONE, MIDNIGHT.plusSeconds(10), 4, task("a", 0)));
        Instant due = Objects.requireNonNull(next("d"));
        trigger("d", "by_hand", due);
        assertThat(next("d")).as("a run by hand moves no plan").isEqualTo(due);

        bench.passes(Duration.ofMinutes(30));
        assertThat(bench.store.runs()).extracting(DagRun::runId).containsExactly("by_hand");
        assertThat(next("d")).isEqualTo(due.plusSeconds(3_600));
    }

    @Test
    @Tag("concurrency/run_timeout")
    void aRunThatTakesTooLongFailsAndMakesRoom() {
        bench.worker(4);
        bench.deploy(DagGraph.builder("d")
                .schedule(HOURLY)
                .maxActiveRuns(1)
                .maxActiveTasks(100)
                .runTimeout(Duration.ofSeconds(60))
                .tasks(task("a", 0))
                .build());
        bench.passesWithHeartbeats(Duration.ofSeconds(70));

        DagRun first = bench.store.runs().getFirst();
        assertThat(first.state()).isEqualTo(DagRunState.FAILED);
        assertThat(first.stateReason()).contains("longer than its timeout");
        bench.passesWithHeartbeats(Duration.ofHours(1));
        assertThat(bench.store.runs()).hasSize(2);
    }

    @Test
    @Tag("concurrency/paused")
    void aRunOfAPausedDagIsStillFinished() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0), task("b", 0, "a")));
        DagRun run = bench.trigger("d");
        bench.ask(new Command.Pause("d", true, "anna"));

        bench.succeed("a", null);
        bench.succeed("b", null);
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    @Tag("concurrency/task_dates")
    void aTaskHasNoInstanceBeforeItsOwnStart() {
        bench.worker(4);
        bench.deploy(
                scheduled("d", HOURLY, Catchup.ALL, MIDNIGHT, 4, task("t2", 0), from("t1", "2027-01-01T00:00:00Z")));
        DagRun run = bench.store.runs().getFirst();

        assertThat(bench.states(run)).containsOnlyKeys("t2");
    }

    @Test
    @Tag("concurrency/ready_states")
    void aTaskWhoseRetryDelayIsOverIsReady() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 1)));
        DagRun run = bench.trigger("d");
        bench.fail("a");
        assertThat(bench.states(run)).containsEntry("a", "up_for_retry");

        bench.passesWithHeartbeats(Duration.ofMinutes(6));
        assertThat(bench.isTaken("a")).isTrue();
    }

    @Test
    @Tag("concurrency/run_state")
    void nothingOfARunThatHasEndedIsHandedOut() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        bench.ask(new Command.MarkRun("d", run.runId(), DagRunState.SUCCESS, "anna"));

        bench.worker(4);
        assertThat(bench.assigned).isEmpty();
        assertThat(bench.states(run)).containsEntry("a", "skipped");
    }

    /** Airflow fails them; our runs keep the version they began with. */
    @Test
    @Tag("concurrency/run_state")
    void aRunOfADagThatIsGoneIsFinished() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        bench.deploy(dag("other", task("a", 0)));

        bench.worker(4);
        bench.succeed("a", null);
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    @Tag("concurrency/pool_admin")
    void poolsAreChangedByTheirNameAndErrorsAreNamed() {
        bench.ask(new Command.PutPool(new Pool("p", 1, null, false), "anna"));
        bench.ask(new Command.PutPool(new Pool("p", 3, null, false), "anna"));
        assertThat(bench.store.pools()).hasSize(2);
        assertThatThrownBy(() -> bench.ask(new Command.DeletePool("none", "anna")))
                .hasMessageContaining("there is no pool");
        assertThatThrownBy(() -> bench.ask(new Command.PutPool(new Pool("  ", 1, null, false), "anna")))
                .hasMessageContaining("is not allowed");
    }

    /** Being queued is no state to be stuck in: it ends with the worker's lease, and five such losses fail the task. */
    @Test
    @Tag("concurrency/stuck_queued")
    void aQueuedAttemptGoesBackWhenItsWorkerIsGoneAndNotForEver() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        for (int lost = 1; lost <= 6; lost++) {
            bench.assigned.clear();
            bench.worker(new UUID(8, lost), 1);
            bench.passes(Duration.ofSeconds(31));
            bench.passes(Duration.ofSeconds(3));
        }
        assertThat(bench.states(run)).containsEntry("a", "failed");
    }

    private long running(String dagId) {
        return bench.store.runs().stream()
                .filter(run -> run.dagId().equals(dagId) && run.state() == DagRunState.RUNNING)
                .count();
    }

    private @Nullable Instant next(String dagId) {
        return bench.store.schedules(List.of(dagId)).getFirst().nextDue();
    }

    private void trigger(String dagId, String runId, @Nullable Instant date) {
        bench.ask(new Command.Trigger(
                dagId, runId, RunType.MANUAL, date, null, null, JsonNodeFactory.instance.objectNode(), null, "anna"));
    }

    private static TaskSpec from(String taskId, String start) {
        return EngineBench.with(task(taskId, 0), ControlSpec.PLAIN.between(Instant.parse(start), null));
    }
}
