package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    void anUnknownDagRunOrTaskIsRefusedByName() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");

        assertThatThrownBy(() -> bench.trigger("nope")).hasMessageContaining("there is no DAG \"nope\"");
        assertThatThrownBy(() -> bench.ask(new Command.MarkTask("d", run.runId(), "x", -1, TaskState.SUCCESS, "anna")))
                .hasMessageContaining("has no task \"x\"");
    }
}
