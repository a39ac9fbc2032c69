package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WeightRule;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class LimitsTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void aPoolBoundsWhatRunsAtOnceAcrossDags() {
        bench.worker(10);
        pool("gpu", 2);
        bench.deploy(dag("d", inPool("a", "gpu", 1)), dag("e", inPool("b", "gpu", 1), inPool("c", "gpu", 1)));
        bench.trigger("d");
        DagRun second = bench.trigger("e");

        assertThat(bench.assigned).hasSize(2);
        assertThat(bench.store.poolSlots()).extracting(PoolSlot::pool).containsExactly("gpu", "gpu");
        assertThat(cause(second, "c")).contains("takes 1 of the 2 slots of pool gpu, and 0 are free");

        bench.succeed("a", null);
        assertThat(bench.isTaken("c")).isTrue();
        bench.succeed("b", null);
        bench.succeed("c", null);
        assertThat(bench.store.poolSlots()).isEmpty();
    }

    @Test
    void aLighterTaskPassesOneThatLacksSlots() {
        bench.worker(10);
        pool("p", 2);
        bench.deploy(dag("d", inPool("big", "p", 3), inPool("mid", "p", 2), inPool("small", "p", 1)));
        DagRun run = bench.trigger("d");

        assertThat(bench.states(run)).containsEntry("big", "scheduled").containsEntry("mid", "queued");
        assertThat(cause(run, "big")).contains("takes 3 slots of pool p, which has 2 in all");
        bench.succeed("mid", null);
        assertThat(bench.isTaken("small")).isTrue();
    }

    @Test
    void aTaskOfAPoolThatIsNotThereWaitsUntilSomebodyCreatesIt() {
        bench.worker(10);
        bench.deploy(dag("d", inPool("a", "none", 1)));
        DagRun run = bench.trigger("d");
        assertThat(cause(run, "a")).contains("there is no pool 'none'");

        pool("none", 1);
        assertThat(bench.isTaken("a")).isTrue();
    }

    @Test
    void theDefaultPoolCountsWhatRunsAlreadyOnceItHasALimit() {
        bench.worker(10);
        bench.deploy(dag("d", inPool("a", LimitSpec.DEFAULT_POOL, 1), inPool("b", LimitSpec.DEFAULT_POOL, 1)));
        bench.trigger("d");
        assertThat(bench.store.poolSlots()).isEmpty();

        pool(LimitSpec.DEFAULT_POOL, 3);
        bench.passes(Duration.ofSeconds(3));
        assertThat(bench.store.poolSlots()).hasSize(2);
        bench.trigger("d");
        assertThat(bench.assigned).hasSize(3);
    }

    @Test
    void aNewServerCountsWhatTheOldOneHadGivenOut() {
        bench.worker(10);
        pool("p", 1);
        bench.deploy(dag("d", inPool("a", "p", 1), inPool("b", "p", 1)));
        bench.trigger("d");

        bench.restart();
        bench.passes(Duration.ofSeconds(3));
        bench.beat();
        assertThat(bench.assigned).hasSize(1);
        bench.succeed("a", null);
        assertThat(bench.isTaken("b")).isTrue();
        assertThat(bench.store.poolSlots()).hasSize(1);
    }

    @Test
    void aLostAttemptFreesItsSlots() {
        bench.worker(1);
        pool("p", 1);
        bench.deploy(dag("d", inPool("a", "p", 1)));
        bench.trigger("d");
        UUID first = bench.taken("a").attemptId();

        bench.assigned.clear();
        bench.worker(new UUID(8, 8), 1);
        bench.passes(Duration.ofSeconds(20));
        bench.beat(new UUID(8, 8));
        bench.passes(Duration.ofSeconds(15));
        assertThat(bench.taken("a").attemptId()).isNotEqualTo(first);
        assertThat(bench.store.poolSlots()).hasSize(1);
    }

    @Test
    void aTaskIsBoundedInAllRunsAndInOne() {
        bench.worker(10);
        bench.deploy(dag(
                "d",
                limited("all", new LimitSpec(LimitSpec.DEFAULT_POOL, 1, 1, null)),
                limited("one", new LimitSpec(LimitSpec.DEFAULT_POOL, 1, null, 1))));
        bench.trigger("d");
        DagRun second = trigger("d", "second");

        assertThat(bench.states(second)).containsEntry("all", "scheduled").containsEntry("one", "queued");
        assertThat(cause(second, "all")).contains("in all runs of the DAG (1)");
        bench.succeed("all", null);
        assertThat(bench.states(second)).containsEntry("all", "queued");
    }

    @Test
    void soManyFailedRunsInARowPauseTheDag() {
        bench.worker(4);
        bench.deploy(failing(2));
        failRun("one");
        DagRun good = trigger("d", "two");
        bench.succeed("a", null);
        assertThat(bench.run(good).state()).isEqualTo(DagRunState.SUCCESS);
        failRun("three");
        assertThat(bench.store.dags(0).getLast().dag().paused()).isFalse();

        failRun("four");
        assertThat(bench.store.dags(0).getLast().dag().paused()).isTrue();
        assertThat(bench.store.audit())
                .filteredOn(event -> event.action().equals("dag.pause"))
                .singleElement()
                .extracting(AuditEvent::detail)
                .extracting(detail -> detail.path("reason").asString())
                .isEqualTo("its newest 2 runs have failed");
    }

    @Test
    void poolsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> pool("a b", 1)).hasMessageContaining("is not allowed");
        assertThatThrownBy(() -> pool("p", -2)).hasMessageContaining("cannot have -2 slots");
        assertThatThrownBy(() -> bench.ask(new Command.DeletePool("none", "anna")))
                .hasMessageContaining("there is no pool \"none\"");
        assertThatThrownBy(() -> bench.ask(new Command.DeletePool(LimitSpec.DEFAULT_POOL, "anna")))
                .hasMessageContaining("cannot be deleted");
    }

    @Test
    void aPoolThatIsThereIsChangedAndOneThatIsDeletedIsGone() {
        pool("p", 1);
        pool("p", 5);
        assertThat(bench.store.pools()).extracting(use -> use.pool().slots()).containsExactly(-1, 5);

        bench.ask(new Command.DeletePool("p", "anna"));
        assertThat(bench.store.pools()).hasSize(1);
        assertThat(bench.store.audit())
                .extracting(AuditEvent::action)
                .containsExactly("pool.create", "pool.change", "pool.delete");
    }

    private void failRun(String runId) {
        trigger("d", runId);
        bench.fail("a");
    }

    private DagRun trigger(String dagId, String runId) {
        return bench.ask(new Command.Trigger(
                        dagId,
                        runId,
                        RunType.MANUAL,
                        null,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"))
                .run();
    }

    private void pool(String name, int slots) {
        bench.ask(new Command.PutPool(new Pool(name, slots, null, false), "anna"));
    }

    private String cause(DagRun run, String taskId) {
        assertThat(bench.instances(run))
                .filteredOn(instance -> instance.taskId().equals(taskId))
                .allMatch(instance -> instance.state() == TaskState.SCHEDULED);
        Explanation explanation = bench.ask(new Command.Explain(run.dagId(), run.runId(), taskId, -1));
        return explanation.steps().getFirst().sentence();
    }

    private static DagGraph failing(int limit) {
        return DagGraph.builder("d")
                .maxActiveRuns(2)
                .maxActiveTasks(1000)
                .tasks(EngineBench.task("a", 0))
                .maxFailedRuns(limit)
                .build();
    }

    private static TaskSpec inPool(String taskId, String pool, int slots) {
        return limited(taskId, new LimitSpec(pool, slots, null, null));
    }

    private static TaskSpec limited(String taskId, LimitSpec limits) {
        TaskSpec plain = EngineBench.task(taskId, 0);
        return plain.toBuilder()
                .weightRule(new WeightRule.Absolute())
                .limits(limits)
                .build();
    }
}
