package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tasks that wait for the run before theirs. */
class RunBeforeTest {

    private static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2025-12-02T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2025-12-03T00:00:00Z");

    private final EngineBench bench = new EngineBench();

    static TaskSpec dependent(TaskSpec task, boolean waitForDownstream) {
        return EngineBench.with(task, task.control().withPast(new PastSpec(waitForDownstream, false)));
    }

    @Test
    void aTaskStartsOnceItHasSucceededInTheRunBefore() {
        bench.worker(4);
        bench.deploy(dag("d", dependent(task("a", 0), false), task("b", 0, "a")));
        DagRun monday = bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);
        assertThat(bench.assigned).hasSize(1);

        bench.succeed("a", null);

        assertThat(bench.states(monday)).containsEntry("b", "queued");
        assertThat(bench.states(tuesday)).containsEntry("a", "queued");
    }

    @Test
    void aTaskThatWaitsForWhatFollowsStartsOnceThatHasSucceededToo() {
        bench.worker(4);
        bench.deploy(dag("d", dependent(task("a", 0), true), task("b", 0, "a")));
        bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);

        bench.succeed("a", null);
        assertThat(bench.states(tuesday)).containsEntry("a", "none");
        bench.succeed("b", null);

        assertThat(bench.states(tuesday)).containsEntry("a", "queued");
    }

    @Test
    void whatFailedInTheRunBeforeHoldsTheNextUntilItIsClearedAndSucceeds() {
        bench.worker(4);
        bench.deploy(dag("d", dependent(task("a", 0), false)));
        DagRun monday = bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);
        bench.fail("a");
        assertThat(bench.run(monday).state()).isEqualTo(DagRunState.FAILED);
        assertThat(bench.run(tuesday).state()).isEqualTo(DagRunState.RUNNING);
        bench.passesWithHeartbeats(Duration.ofMinutes(1));
        assertThat(bench.assigned).isEmpty();

        bench.restart();
        clear(monday);
        bench.succeed("a", null);

        assertThat(bench.taken("a").runId()).isEqualTo(tuesday.runId());
    }

    @Test
    void markingTheTaskOfTheRunBeforeLetsTheNextGoOn() {
        bench.worker(4);
        bench.deploy(dag("d", dependent(task("a", 0), false)));
        DagRun monday = bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);
        bench.fail("a");

        bench.ask(new Command.MarkTask("d", monday.runId(), "a", -1, TaskState.SUCCESS, "anna"));

        assertThat(bench.taken("a").runId()).isEqualTo(tuesday.runId());
    }

    @Test
    void aRunThatIsMadeBetweenTwoOthersIsTheOneBefore() {
        bench.worker(4);
        bench.deploy(dag("d", task("first", 0), dependent(task("a", 0, "first"), false)));
        bench.trigger("d", MONDAY);
        bench.succeed("first", null);
        DagRun wednesday = bench.trigger("d", WEDNESDAY);
        bench.succeed("first", null);
        assertThat(bench.states(wednesday)).containsEntry("a", "none");

        bench.ask(new Command.Pause("d", true, "anna"));
        bench.trigger("d", TUESDAY);
        bench.succeed("a", null);

        assertThat(bench.states(wednesday)).containsEntry("a", "none");
        bench.ask(new Command.Pause("d", false, "anna"));
        bench.succeed("first", null);
        bench.succeed("a", null);
        assertThat(bench.taken("a").runId()).isEqualTo(wednesday.runId());
    }

    @Test
    void aClearedRunStartsAlthoughTheDagIsFullIfTheRunningOnesWaitForIt() {
        bench.worker(4);
        bench.deploy(EngineBench.scheduled(
                "d", new ScheduleSpec.Manual(), Catchup.NONE, null, 1, dependent(task("a", 0), false)));
        DagRun monday = bench.trigger("d", MONDAY);
        bench.fail("a");
        DagRun tuesday = bench.trigger("d", TUESDAY);
        assertThat(bench.run(tuesday).state()).isEqualTo(DagRunState.RUNNING);

        clear(monday);
        bench.succeed("a", null);

        assertThat(bench.run(monday).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.taken("a").runId()).isEqualTo(tuesday.runId());
    }

    @Test
    void anotherEngineGoesOnWithWhatWaitsForTheRunBefore() {
        bench.worker(4);
        bench.deploy(dag("d", dependent(task("a", 0), false)));
        bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);

        bench.restart();
        bench.succeed("a", null);

        assertThat(bench.taken("a").runId()).isEqualTo(tuesday.runId());
    }

    @Test
    void theNextOwnerOfADagGoesOnWithWhatWaitsForTheRunBefore() {
        ServersBench servers = new ServersBench();
        EngineLoop first = servers.server();
        servers.deploy(first, dag("d", dependent(task("a", 0), false)));
        EngineLoop second = servers.server();
        servers.worker(4, 0, first, second);
        trigger(servers, first, MONDAY);
        DagRun tuesday = trigger(servers, first, TUESDAY);
        Assignment monday = servers.assigned.values().iterator().next();

        servers.passes(Duration.ofSeconds(11), second);
        servers.beat(second, 4);
        servers.succeed(second, monday);

        assertThat(servers.assigned.values())
                .singleElement()
                .satisfies(next -> assertThat(next.runId()).isEqualTo(tuesday.runId()));
    }

    @Test
    void nothingStartsAfterARunWhoseSuccessCouldNotBeWritten() {
        boolean[] broken = {false};
        EngineBench poisoned = new EngineBench(new Faults() {
            @Override
            public void beforeCommit(TurnWrites writes) {
                if (broken[0]
                        && writes.runs().stream()
                                .anyMatch(run -> MONDAY.equals(run.run().logicalDate()))) {
                    throw new IllegalStateException("poison");
                }
            }
        });
        poisoned.worker(4);
        poisoned.deploy(dag("d", dependent(task("a", 0), false)));
        poisoned.trigger("d", MONDAY);
        DagRun tuesday = poisoned.trigger("d", TUESDAY);
        Assignment monday = poisoned.taken("a");

        broken[0] = true;
        poisoned.ask(poisoned.reports(new Report.Succeeded(monday.attemptId(), null)));
        assertThat(poisoned.states(tuesday)).containsEntry("a", "none");

        broken[0] = false;
        poisoned.report(new Report.Succeeded(monday.attemptId(), null));
        assertThat(poisoned.states(tuesday)).containsEntry("a", "queued");
    }

    private void clear(DagRun run) {
        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));
    }

    private static DagRun trigger(ServersBench servers, EngineLoop server, Instant date) {
        return servers.ask(
                        server,
                        new Command.Trigger(
                                "d",
                                null,
                                RunType.MANUAL,
                                date,
                                null,
                                null,
                                JsonNodeFactory.instance.objectNode(),
                                null,
                                "anna"))
                .join()
                .run();
    }
}
