package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.LeftOut;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(30)
class BackfillTest {

    private static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00Z");

    private final BackfillBench bench = new BackfillBench();

    private static Instant day(int days) {
        return MONDAY.plus(Duration.ofDays(days));
    }

    private static Command.StartBackfill days(int last, int atOnce) {
        return BackfillBench.with(
                BackfillBench.of("d", MONDAY, day(last)),
                Reprocess.NONE,
                false,
                atOnce,
                JsonNodeFactory.instance.objectNode());
    }

    private void daily() {
        bench.deploy(bench.graph("d", "@daily", 1, false));
    }

    @Test
    void runsAreMadeAsTheyCanStartAndTheBackfillIsOverWithTheLast() {
        bench.engine().worker(10);
        daily();
        Backfill backfill = bench.start(days(3, 2));
        assertThat(bench.runs()).extracting(DagRun::logicalDate).containsExactly(day(0), day(1));
        assertThat(bench.runs()).extracting(DagRun::state).containsOnly(DagRunState.RUNNING);

        bench.engine().succeed("a", null);
        assertThat(bench.runs()).extracting(DagRun::logicalDate).containsExactly(day(0), day(1), day(2));
        bench.engine().fail("a");
        bench.engine().succeed("a", null);
        assertThat(bench.stored(backfill.id()).isOver()).isFalse();
        bench.engine().succeed("a", null);

        assertThat(bench.stored(backfill.id()).isOver()).isTrue();
        assertThat(bench.runs()).hasSize(4);
    }

    @Test
    void twoThatAreMadeInOneTurnBothGoOnAtOnce() {
        bench.deploy(bench.graph("c", "@daily", 1, false), bench.graph("d", "@daily", 1, false));
        for (String dagId : List.of("c", "d")) {
            bench.engine()
                    .loop
                    .submit(BackfillBench.with(
                            BackfillBench.of(dagId, MONDAY, day(14)),
                            Reprocess.NONE,
                            false,
                            100,
                            JsonNodeFactory.instance.objectNode()));
        }
        do {
            bench.engine().loop.turn(bench.now());
        } while (bench.engine().loop.nextWake().equals(Instant.MIN));

        assertThat(bench.runs()).hasSize(30);
    }

    @Test
    void itsRunsDoNotCountForTheDagAndTheDagsNotForIt() {
        bench.engine().worker(10);
        daily();
        bench.start(days(3, 2));
        bench.run("d", null, DagRunState.RUNNING);
        bench.engine().ask(new Command.Hint());

        assertThat(bench.runs()).hasSize(3);
        assertThat(bench.runs()).extracting(DagRun::state).containsOnly(DagRunState.RUNNING);
    }

    @Test
    void whatIsLeftGoesOnAfterAKill() {
        bench.engine().worker(10);
        daily();
        Backfill backfill = bench.start(days(4, 1));
        bench.engine().succeed("a", null);
        bench.move(backfill, To.PAUSED);

        bench.engine().restart();
        bench.passes(Duration.ofSeconds(3));
        bench.engine().beat();
        bench.engine().succeed("a", null);
        assertThat(bench.runs()).hasSize(2);
        bench.move(backfill, To.RUNNING);
        assertThat(bench.runs()).extracting(DagRun::logicalDate).containsExactly(day(0), day(1), day(2));

        bench.engine().restart();
        bench.passes(Duration.ofSeconds(3));
        bench.engine().beat();
        for (int i = 0; i < 3; i++) {
            bench.engine().succeed("a", null);
        }
        assertThat(bench.runs())
                .extracting(DagRun::logicalDate)
                .containsExactly(day(0), day(1), day(2), day(3), day(4));
        assertThat(bench.stored(backfill.id()).isOver()).isTrue();
    }

    @Test
    void aRunThatIsThereIsQueuedAgainAsOneOfTheBackfill() {
        bench.engine().worker(10);
        daily();
        bench.run("d", day(1), DagRunState.FAILED);
        DagRun failed = bench.runs().getFirst();

        Backfill backfill = bench.start(BackfillBench.with(
                days(2, 5),
                Reprocess.FAILED,
                false,
                5,
                JsonNodeFactory.instance.objectNode().put("rows", 7)));

        DagRun again = bench.engine().run(failed);
        assertThat(again.runKey()).isEqualTo(failed.runKey());
        assertThat(again.state()).isEqualTo(DagRunState.RUNNING);
        assertThat(again.backfillId()).isEqualTo(backfill.id());
        assertThat(again.params().path("rows").asInt()).isEqualTo(7);
        assertThat(bench.runs()).hasSize(3);
    }

    @Test
    void aRunThatCameAfterTheDatesWereFixedIsLeftOut() {
        bench.engine().worker(1);
        daily();
        Backfill backfill = bench.start(days(2, 1));
        bench.run("d", day(1), DagRunState.RUNNING);
        bench.engine().succeed("a", null);
        bench.engine().turn();

        assertThat(bench.leftOut(backfill)).singleElement().satisfies(omission -> {
            assertThat(omission.date()).isEqualTo(day(1));
            assertThat(omission.reason()).isEqualTo(LeftOut.IN_FLIGHT);
        });
        assertThat(bench.runs(backfill)).extracting(DagRun::logicalDate).containsExactly(day(0), day(2));
    }

    @Test
    void anIdThatSomebodyHasTakenStopsNothing() {
        bench.engine().worker(10);
        daily();
        bench.engine()
                .ask(new Command.Trigger(
                        "d",
                        "backfill__2025-12-02T00:00:00+00:00",
                        RunType.MANUAL,
                        null,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"));
        Backfill backfill = bench.start(days(2, 5));
        bench.engine().turn();

        assertThat(bench.runs(backfill))
                .extracting(DagRun::logicalDate)
                .containsExactlyInAnyOrder(day(0), day(1), day(2));
    }

    @Test
    void cancellingEndsWhatIsQueuedAndLetsFinishWhatRuns() {
        bench.engine().worker(10);
        daily();
        Backfill backfill = bench.start(days(4, 2));
        DagRun first = bench.runs().getFirst();
        bench.end(first, DagRunState.SUCCESS);
        bench.engine().ask(new Command.MarkRun("d", first.runId(), DagRunState.QUEUED, "anna"));
        assertThat(bench.engine().run(first).state()).isEqualTo(DagRunState.QUEUED);

        bench.move(backfill, To.CANCELLED);

        assertThat(bench.engine().run(first).state()).isEqualTo(DagRunState.FAILED);
        assertThat(bench.engine().run(first).stateReason()).isEqualTo("cancelled with its backfill by anna");
        assertThat(bench.runs()).extracting(DagRun::state).contains(DagRunState.RUNNING);
        assertThat(bench.runs()).hasSize(3);
        assertThat(bench.start(days(4, 2)).id()).isGreaterThan(backfill.id());
    }

    @Test
    void aRunSaysThatItWaitsForItsBackfill() {
        bench.engine().worker(10);
        daily();
        Backfill backfill = bench.start(days(4, 1));
        DagRun first = bench.runs().getFirst();
        bench.end(first, DagRunState.SUCCESS);
        bench.engine().ask(new Command.MarkRun("d", first.runId(), DagRunState.QUEUED, "anna"));

        assertThat(cause(first))
                .isEqualTo("is queued because as many runs of its backfill, number " + backfill.id()
                        + ", are running as may be at once (1): backfill__2025-12-02T00:00:00+00:00."
                        + " It starts when one of them ends.");
        bench.move(backfill, To.PAUSED);
        assertThat(cause(first)).contains("its backfill, number " + backfill.id() + ", is paused");
    }

    private String cause(DagRun run) {
        return bench.engine()
                .ask(new Command.Explain(run.dagId(), run.runId(), null, -1))
                .steps()
                .getFirst()
                .sentence();
    }

    @Test
    void theFirstRunOfABackfillHasNoPast() {
        bench.engine().worker(10);
        bench.deploy(bench.graph("d", "@daily", 1, true));
        bench.run("d", day(-1), DagRunState.FAILED);
        bench.engine().assigned.clear();
        bench.start(BackfillBench.with(days(1, 5), Reprocess.FAILED, false, 5, JsonNodeFactory.instance.objectNode()));

        assertThat(bench.engine().assigned).hasSize(1);
        assertThat(bench.engine().taken("a").logicalDate()).isEqualTo(day(0));
        bench.engine().succeed("a", null);
        assertThat(bench.engine().taken("a").logicalDate()).isEqualTo(day(1));
    }

    @Test
    void aPausedDagKeepsItsBackfillBack() {
        bench.engine().worker(10);
        daily();
        bench.pause("d", true);
        bench.start(days(2, 5));
        assertThat(bench.runs()).isEmpty();

        bench.pause("d", false);
        assertThat(bench.runs()).hasSize(3);
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        daily();
        bench.deploy(bench.graph("d", "@daily", 1, false), dag("hand", task("a", 0)));
        bench.start(days(2, 5));

        assertThatThrownBy(() -> bench.start(days(2, 5))).hasMessageContaining("has a backfill that is not over");
        assertThatThrownBy(() -> bench.ask(BackfillBench.dry(BackfillBench.of("hand", MONDAY, day(2)))))
                .hasMessageContaining("has no schedule that says which dates there are (by hand)");
        assertThatThrownBy(() -> bench.ask(BackfillBench.of("d", day(2), day(1))))
                .hasMessageContaining("before it begins");
        assertThatThrownBy(() -> bench.ask(BackfillBench.of("d", MONDAY.plusSeconds(60), MONDAY.plusSeconds(120))))
                .hasMessageContaining("has no run between");
        assertThatThrownBy(() -> bench.start(days(2, 0))).hasMessageContaining("allow 1 run or more");
        assertThatThrownBy(() -> bench.ask(BackfillBench.of("nothing", MONDAY, day(1))))
                .hasMessageContaining("there is no DAG");
        assertThatThrownBy(() -> bench.engine().ask(new Command.MoveBackfill("d", 99, To.PAUSED, "anna")))
                .hasMessageContaining("has no backfill number 99");
    }

    @Test
    void anotherServerTakesABackfillOverInTheMiddle() {
        ServersBench servers = new ServersBench();
        servers.clock.advance(Duration.ofHours(1));
        EngineLoop first = servers.server();
        servers.deploy(first, bench.graph("d", "@daily", 1, false));
        EngineLoop second = servers.server();
        servers.worker(1, 0, first, second);
        var asked = servers.ask(second, days(3, 1));
        servers.passes(Duration.ofSeconds(6), first, second);
        assertThat(asked.join().backfill()).isNotNull();
        assertThat(servers.store.runs()).hasSize(1);

        servers.passes(Duration.ofSeconds(11), second);
        servers.beat(second, 1);
        for (int i = 0; i < 4; i++) {
            servers.succeed(second, servers.assigned.values().iterator().next());
            servers.passes(Duration.ofSeconds(1), second);
        }

        assertThat(servers.store.runs())
                .extracting(DagRun::logicalDate)
                .containsExactlyElementsOf(List.of(day(0), day(1), day(2), day(3)));
        assertThat(servers.store.openBackfills(List.of("d"))).isEmpty();
    }
}
