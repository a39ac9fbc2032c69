package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Group;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Branches, short circuits, skips, groups, setups and teardowns, as a whole run does them. */
class FlowTest {

    enum Size {
        SMALL,
        LARGE
    }

    private static Dag branching(String chosen) {
        return Dag.define("branching", dag -> {
            Task<Size> size = dag.task("size", () -> Size.valueOf(chosen));
            Task<Void> small = dag.action("small", () -> {});
            Group large = dag.group("large");
            Task<Void> first = large.action("first", () -> {});
            large.action("second", () -> {}).after(first);
            dag.branch(size).when(Size.SMALL, small).when(Size.LARGE, large);
            dag.action("join", FlowTest::told, size).after(small, large).rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
        });
    }

    private static void told(TaskContext context, Size size) {
        context.log().log(System.Logger.Level.INFO, "it was {0}", size);
    }

    @Test
    void aBranchGoesOnWithWhatItsValueChoosesAndSkipsTheRest() {
        assertThat(DagTest.of(branching("SMALL")).run().states())
                .containsExactly(
                        entry("size", "success"),
                        entry("small", "success"),
                        entry("large.first", "skipped"),
                        entry("large.second", "skipped"),
                        entry("join", "success"));
        TestRun run = DagTest.of(branching("LARGE")).run();
        assertThat(run.states())
                .containsEntry("small", "skipped")
                .containsEntry("large.first", "success")
                .containsEntry("large.second", "success");
        assertThat(run.task("join").log()).containsExactly("INFO it was LARGE");
        assertThat(run.task("small").reason()).contains("task size decided so");
    }

    @Test
    void aBranchMayChooseSeveralOrNone() {
        Dag dag = Dag.define("several", d -> {
            Task<Set<String>> regions = d.task("regions", FlowTest::regions);
            Task<Void> de = d.action("de", () -> {});
            Task<Void> fr = d.action("fr", () -> {});
            Task<Void> other = d.action("other", () -> {});
            d.branches(regions).when("de", de).when("fr", fr).otherwise(other);
        });

        assertThat(DagTest.of(dag).param("regions", "de,fr").run().states())
                .containsEntry("de", "success")
                .containsEntry("fr", "success")
                .containsEntry("other", "skipped");
        assertThat(DagTest.of(dag).param("regions", "it").run().states())
                .containsEntry("de", "skipped")
                .containsEntry("other", "success");
    }

    private static Set<String> regions(TaskContext context) {
        return Set.of(context.params().string("regions").split(","));
    }

    @Test
    void aValueWithoutAChoiceFailsTheBranchAlone() {
        Dag dag = Dag.define("wrong", d -> {
            Task<String> region = d.task("region", () -> "it");
            d.branch(region).when("de", d.action("de", () -> {})).when("fr", d.action("fr", () -> {}));
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("region").state()).isEqualTo("failed");
        assertThat(run.task("region").reason())
                .contains("a branch returned \"it\", for which it has no choice; expected one of [de, fr]");
        assertThat(run.task("de").state()).isEqualTo("upstream_failed");
    }

    private static Dag circuit(boolean everything) {
        return Dag.define("circuit", dag -> {
            Task<Boolean> fresh = dag.task("fresh", () -> false);
            if (everything) {
                dag.shortCircuit(fresh);
            } else {
                dag.shortCircuitDirect(fresh);
            }
            Task<Void> load = dag.action("load", () -> {}).after(fresh);
            dag.action("report", () -> {}).after(load).rule(TriggerRule.ALL_DONE);
        });
    }

    @Test
    void aShortCircuitSkipsAllOrWhatFollowsDirectly() {
        assertThat(DagTest.of(circuit(true)).run().states())
                .contains(entry("load", "skipped"), entry("report", "skipped"));
        assertThat(DagTest.of(circuit(false)).run().states())
                .contains(entry("load", "skipped"), entry("report", "success"));
    }

    @Test
    void aTaskThatSkipsItselfTellsWhy() {
        Dag dag = Dag.define("skipping", d -> {
            Task<Integer> rows = d.task("rows", FlowTest::nothing);
            d.action("load", n -> {}, rows);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.states()).containsExactly(entry("rows", "skipped"), entry("load", "skipped"));
        assertThat(run.task("rows").reason()).contains("no rows today");
        assertThat(run.task("rows").tries()).isEqualTo(1);
    }

    private static int nothing() {
        throw new SkipException("no rows today");
    }

    @Test
    void latestOnlyNeverSkipsInARunByHand() {
        Dag dag = Dag.define("latest", d -> {
            Task<Void> latest = d.latestOnly("latest");
            d.action("publish", () -> {}).after(latest);
        });

        TestRun run = DagTest.of(dag)
                .logicalDate(Instant.parse("2020-01-01T00:00:00Z"))
                .run();

        assertThat(run.states()).containsExactly(entry("latest", "success"), entry("publish", "success"));
        assertThat(run.task("latest").tries()).as("no worker is asked").isZero();
    }

    private static Dag cluster(boolean failing, boolean deciding) {
        return Dag.define("cluster", dag -> {
            Task<String> cluster = dag.task("create", () -> "c1");
            Task<Void> work = dag.action("work", () -> {
                if (failing) {
                    throw new IllegalStateException("no space");
                }
            });
            Task<Void> delete = dag.action("delete", FlowTest::delete, cluster)
                    .teardownOf(cluster)
                    .around(work);
            if (deciding) {
                delete.failsRun();
            }
        });
    }

    private static void delete(String cluster) {
        if (!cluster.equals("c1")) {
            throw new IllegalArgumentException(cluster);
        }
    }

    @Test
    void aTeardownRunsThoughTheWorkFailedAndTheRunFailsByTheWork() {
        TestRun run = DagTest.of(cluster(true, false)).run();

        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.states())
                .containsExactly(entry("create", "success"), entry("work", "failed"), entry("delete", "success"));
        assertThat(DagTest.of(cluster(false, false)).run().state()).isEqualTo("success");
    }

    @Test
    void aTeardownFailsTheRunOnlyIfItIsToldTo() {
        assertThat(DagTest.of(failingTeardown(false)).run().state()).isEqualTo("success");
        assertThat(DagTest.of(failingTeardown(true)).run().state()).isEqualTo("failed");
    }

    private static Dag failingTeardown(boolean failsRun) {
        return Dag.define("cluster", dag -> {
            Task<Void> create = dag.action("create", () -> {});
            Task<Void> work = dag.action("work", () -> {});
            Task<Integer> delete =
                    dag.task("delete", FlowTest::broken).teardownOf(create).around(work);
            if (failsRun) {
                delete.failsRun();
            }
        });
    }

    private static int broken() {
        throw new IllegalStateException("still in use");
    }

    @Test
    void failFastEndsTheOthers() {
        Dag dag = Dag.define("fast", d -> {
            d.failFast();
            d.task("a", FlowTest::broken);
            Task<Integer> slow = d.task("b", FlowTest::flaky).retries(5).retryDelay(Duration.ofHours(1));
            d.action("c", () -> {}).after(slow);
        });

        assertThat(DagTest.of(dag).run().states())
                .containsExactly(entry("a", "failed"), entry("b", "success"), entry("c", "skipped"));
    }

    private static int flaky() {
        return 1;
    }

    @Test
    void groupsHaveDefaultsAndEdgesToAllTheirTasks() {
        Dag dag = Dag.define("grouped", d -> {
            d.defaults().retries(1).retryDelay(Duration.ofMinutes(1));
            Group load = d.group("load");
            load.defaults().retries(2);
            load.task("plain", FlowTest::atThirdTry);
            load.group("inner").task("deep", FlowTest::atThirdTry).retries(3);
            d.action("before", () -> {}).before(load);
            d.action("after", () -> {}).after(load);
            d.task("outside", FlowTest::atThirdTry);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.states())
                .containsEntry("load.plain", "success")
                .containsEntry("load.inner.deep", "success")
                .containsEntry("after", "success")
                .containsEntry("outside", "failed");
        assertThat(run.task("outside").tries()).isEqualTo(2);
        assertThat(dag.tasks().stream()
                        .filter(task -> task.id().equals("after"))
                        .findFirst()
                        .orElseThrow()
                        .after())
                .isEqualTo(List.of("load.plain", "load.inner.deep"));
    }

    private static int atThirdTry(TaskContext context) {
        if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
        }
        return context.attempt();
    }

    @Test
    void aLoopEndsWhenItsConditionIsMetAndHandsOnTheLastRound() {
        Dag dag = Dag.define("looping", d -> {
            Task<Integer> start = d.task("start", () -> 1);
            Task<Integer> grown =
                    d.loop("grow", 5, start, (round, n) -> round.task("twice", (Integer x) -> 2 * x, n), n -> n >= 4);
            d.task("end", (Integer n) -> n + 1, grown);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("end").output(Integer.class)).isEqualTo(5);
        assertThat(run.states())
                .containsEntry("grow.round_2.twice", "success")
                .containsEntry("grow.round_3.twice", "skipped")
                .containsEntry("grow.round_5.twice", "skipped");
    }

    @Test
    void aLoopEndsWithItsLastRoundIfTheConditionIsNeverMet() {
        Dag dag = Dag.define("looping", d -> {
            Task<Integer> start = d.task("start", () -> 1);
            d.loop("grow", 3, start, (round, n) -> round.task("twice", (Integer x) -> 2 * x, n), n -> false);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("grow.result").output(Integer.class)).isEqualTo(8);
    }

    @Test
    void onlyAWorkerThatHasWhatATaskRequiresTakesIt() {
        Dag dag = Dag.define("requiring", d -> d.action("train", () -> {}).requires("gpu"));

        assertThat(DagTest.of(dag).run().states()).isEqualTo(Map.of("train", "success"));
    }
}
