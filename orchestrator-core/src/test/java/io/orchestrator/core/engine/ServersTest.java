package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers on one database. */
@Timeout(30)
class ServersTest {

    private final ServersBench bench = new ServersBench();

    @Test
    void aServerThatDiesLeavesItsDagsToTheOthersWhenItsLeaseEnds() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0), task("b", 0, "a")));
        EngineLoop second = bench.server();
        bench.worker(2, 0, first, second);
        DagRun run = bench.trigger(first, "d", null).join().run();
        Assignment a = bench.assigned.values().iterator().next();

        bench.passes(Duration.ofSeconds(7), second);
        assertThat(bench.owner("d")).isEqualTo("server0");
        bench.passes(Duration.ofSeconds(4), second);

        assertThat(bench.owner("d")).isEqualTo("server1");
        assertThat(bench.beat(second, 2).owned()).containsExactly(a.attemptId());
        bench.succeed(second, a);
        bench.succeed(second, bench.assigned.values().iterator().next());
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.attempts(run.runKey())).hasSize(2);
    }

    @Test
    void aServerThatSleptBeyondItsLeaseChangesNothingAndBeginsAnew() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = bench.server();
        bench.worker(1, 0, first, second);
        DagRun run = bench.trigger(first, "d", null).join().run();
        Assignment a = bench.assigned.values().iterator().next();
        UUID before = first.serverId();
        bench.passes(Duration.ofSeconds(12), second);

        var late = bench.ask(
                first,
                new Command.TakeReports(
                        ServersBench.SESSION,
                        new Reports(List.of(new Reports.Entry("d", new Report.Succeeded(a.attemptId(), null))), 1)));
        assertThat(late).isCompletedExceptionally();
        bench.turn(first);

        assertThat(first.serverId()).isNotEqualTo(before);
        assertThat(bench.owner("d")).isEqualTo("server1");
        assertThat(bench.succeed(first, a).elsewhere()).containsExactly(a.attemptId());
        assertThat(bench.succeed(second, a).accepted()).containsExactly(a.attemptId());
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aLeavingServerHandsItsDagsOverAtOnce() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)), dag("e", task("a", 0)));
        EngineLoop second = bench.server();
        bench.passes(Duration.ofSeconds(3), first, second);

        first.leave();
        bench.ask(second, new Command.Hint()).join();

        assertThat(List.of(bench.owner("d"), bench.owner("e"))).containsOnly("server1");
        assertThat(bench.trigger(second, "d", null).join().created()).isTrue();
        assertThat(bench.trigger(second, "e", null).join().created()).isTrue();
    }

    @Test
    void aNewServerGetsItsShareOfTheDags() {
        EngineLoop first = bench.server();
        bench.deploy(
                first, dag("a", task("a", 0)), dag("b", task("a", 0)), dag("c", task("a", 0)), dag("d", task("a", 0)));
        bench.trigger(first, "a", null).join();
        EngineLoop second = bench.server();

        bench.passes(Duration.ofSeconds(5), first, second);

        assertThat(List.of("a", "b", "c", "d").stream().map(bench::owner))
                .containsExactlyInAnyOrder("server0", "server0", "server1", "server1");
        assertThat(bench.owner("a")).isEqualTo("server0");
    }

    @Test
    void aCommandForAnotherServersDagIsDoneThereAndAnsweredHere() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = bench.server();

        var asked = bench.trigger(second, "d", "mine");
        assertThat(asked).isNotDone();
        bench.ask(first, new Command.Hint()).join();
        bench.turn(first);
        bench.ask(second, new Command.Hint()).join();

        assertThat(asked.join().created()).isTrue();
        assertThat(asked.join().run().runId()).isEqualTo("mine");

        var again = bench.trigger(second, "d", "mine");
        var unknown = bench.ask(second, new Command.MarkRun("d", "nothing", DagRunState.FAILED, "anna"));
        bench.passes(Duration.ofSeconds(5), first, second);
        assertThat(again.join().created()).isFalse();
        assertThat(unknown).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("there is no run");
    }

    @Test
    void aCommandThatNobodyAnswersIsGivenUp() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = bench.server();
        var asked = bench.trigger(second, "d", null);
        bench.store.takeMail(List.of("d"));

        bench.passes(Duration.ofSeconds(23), second);

        assertThat(asked)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("look whether it was done");
    }

    @Test
    void aPauseAtAnyServerHoldsForTheOwner() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = bench.server();
        bench.worker(1, 0, first, second);

        bench.ask(second, new Command.Pause("d", true, "anna")).join();
        bench.passes(Duration.ofSeconds(3), first, second);
        DagRun run = bench.trigger(first, "d", null).join().run();

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.QUEUED);
        bench.ask(second, new Command.Pause("d", false, "anna")).join();
        bench.passes(Duration.ofSeconds(3), first, second);
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.RUNNING);
    }

    @Test
    void aRunThatIsAskedForAfterADeployAtAnyServerHasTheNewVersion() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = bench.server();
        bench.passes(Duration.ofSeconds(3), first, second);

        bench.deploy(second, dag("d", task("a", 0), task("b", 0)));
        DagRun run = bench.trigger(first, "d", null).join().run();

        assertThat(bench.owner("d")).isEqualTo("server0");
        assertThat(run.version()).isEqualTo(2);
    }

    @Test
    void twoServersThatDeployTheSameBundleMakeOneVersion() {
        EngineLoop first = bench.server();
        EngineLoop second = bench.server();

        bench.deploy(first, dag("d", task("a", 0)));
        bench.deploy(second, dag("d", task("a", 0)), dag("e", task("a", 0)));
        bench.passes(Duration.ofSeconds(5), first, second);

        assertThat(bench.store.newestVersion("d")).isEqualTo(1);
        assertThat(List.of(bench.owner("d"), bench.owner("e"))).containsExactlyInAnyOrder("server0", "server1");
    }

    @Test
    void eachServerTakesNoMoreOfAWorkerThanItsCredit() {
        EngineLoop first = bench.server();
        bench.deploy(first, dag("d", task("a", 0), task("b", 0), task("c", 0), task("e", 0)));
        EngineLoop second = bench.server();
        bench.worker(4, 0, first, second);
        bench.beat(first, 1);
        bench.beat(second, 3);

        bench.trigger(first, "d", null).join();
        assertThat(bench.assigned).hasSize(1);
        assertThat(bench.beat(first, 1).wants()).isTrue();

        assertThat(bench.beat(first, 3).wants()).isTrue();
        assertThat(bench.assigned).hasSize(3);
        assertThat(bench.beat(first, 4).wants()).isFalse();
    }

    @Test
    void aPrefetchedAttemptIsAskedBackWhenASlotIsFreeElsewhere() {
        EngineLoop server = bench.server();
        bench.deploy(server, dag("d", task("a", 0), task("b", 0)));
        bench.worker(1, 1, server);
        bench.trigger(server, "d", null).join();
        assertThat(bench.assigned).hasSize(2);
        UUID waiting = List.copyOf(bench.assigned.keySet()).get(1);

        bench.ask(
                        server,
                        new Command.OpenSession(
                                new UUID(8, 8),
                                new Register(List.of(1), "w2", "h", 1, "t", List.of("default"), List.of(), 1, 0),
                                1,
                                "other"))
                .join();

        assertThat(bench.recalled).containsExactly(waiting);
        bench.report(server, "d", new Report.HandedBack(waiting, "recalled"));
        assertThat(bench.assigned).hasSize(3);
    }
}
