package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.decide.Explanation.Step;
import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the engine says to those who ask why nothing goes on: the very sentences. */
class ExplainCommandTest {

    private static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2025-12-02T00:00:00Z");

    private final EngineBench bench = new EngineBench();

    @Test
    void theChainGoesDownToTheQueueThatNoWorkerServes() {
        bench.worker(1);
        bench.deploy(dag("d", onQueue(task("a", 0), "gpu"), task("b", 0, "a"), task("c", 0, "b")));
        DagRun run = bench.trigger("d");

        assertThat(said(run, "c"))
                .containsExactly(
                        "task c waits for b: of 1 upstream task, 0 have ended, and its rule all_success cannot tell"
                                + " yet.",
                        "task b waits for a: of 1 upstream task, 0 have ended, and its rule all_success cannot tell"
                                + " yet.",
                        "task a is ready, but no worker serves queue 'gpu': those that are connected serve 'default'. "
                                + "It starts when a worker that serves the queue is started.");
        assertThat(why(run, "c").steps()).extracting(Step::cause).containsExactly("upstream", "upstream", "no_worker");
        assertThat(why(run, "c").steps().getLast().needsPerson()).isTrue();
        assertThat(said(run, null).getFirst())
                .isEqualTo("run " + run.runId() + " is as far as its task a. It goes on with it.");
    }

    @Test
    void ofWhatATaskWaitsForTheOneThatNeedsSomebodyIsNamed() {
        bench.worker(4);
        bench.deploy(dag("d", task("a", 0), onQueue(task("b", 0), "gpu"), task("c", 0, "a", "b")));
        DagRun run = bench.trigger("d");
        bench.report(new Report.Started(bench.taken("a").attemptId()));

        assertThat(why(run, "c").steps()).extracting(Step::subject).containsExactly("task c", "task b");
    }

    @Test
    void withoutAnyWorkerThatIsSaid() {
        bench.deploy(dag("d", task("a", 0)));

        assertThat(said(bench.trigger("d"), "a"))
                .containsExactly(
                        "task a is ready, but no worker serves queue 'default': no worker is connected at all. "
                                + "It starts when a worker that serves the queue is started.");
    }

    @Test
    void aQueuedRunNamesThePausedDagOrTheRunsBeforeIt() {
        bench.worker(4);
        bench.deploy(limited(1, 4, task("a", 0)));
        DagRun first = bench.trigger("d", MONDAY);
        DagRun second = bench.trigger("d", TUESDAY);

        assertThat(said(second, "a").subList(0, 3))
                .containsExactly(
                        "task a waits for its run, which is queued. It goes on when the run starts.",
                        "run " + second.runId()
                                + " is queued because as many runs of the DAG are running as may be at once (1): "
                                + first.runId() + ". It starts when one of them ends.",
                        "run " + first.runId() + " is as far as its task a. It goes on with it.");
        bench.ask(new Command.Pause("d", true, "anna"));
        assertThat(said(second, null))
                .containsExactly("run " + second.runId()
                        + " is queued because DAG d is paused. It starts when somebody unpauses the DAG.");
    }

    @Test
    void aRunForALaterDateTellsWhenItStarts() {
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d", Instant.parse("2026-02-01T00:00:00Z"));

        assertThat(said(run, null))
                .containsExactly("run " + run.runId()
                        + " is not to start before 2026-02-01T00:00:00Z. It starts by itself then.");
        assertThat(why(run, null).steps().getFirst().until()).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void aTaskBeyondTheLimitOfItsRunNamesWhatTakesTheRoom() {
        bench.worker(4);
        bench.deploy(limited(1, 1, task("a", 0), task("b", 0)));
        DagRun run = bench.trigger("d");
        bench.report(new Report.Started(bench.taken("a").attemptId()));

        assertThat(said(run, "b"))
                .containsExactly(
                        "task b is ready, but as many tasks of its run are at workers as may be at once (1): a. "
                                + "It starts when one of them ends.",
                        "task a is running on worker w" + EngineBench.SESSION
                                + " since 2026-01-01T00:00:00Z. It ends when its code does.");
    }

    @Test
    void aTaskThatFindsNoSlotNamesTheFullWorkersAndHowManyComeBefore() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0), task("b", 0), task("c", 0)));
        DagRun run = bench.trigger("d");

        assertThat(said(run, "c"))
                .containsExactly("task c is ready, but the workers that serve queue 'default' are full: w"
                        + EngineBench.SESSION + ", 1 slot in all. It starts when one is free; 1 ready before it.");
        assertThat(said(run, "a"))
                .containsExactly("task a was handed to worker w" + EngineBench.SESSION + ", which is starting it.");
    }

    @Test
    void aPrefetchedTaskNamesWhatItIsBehind() {
        bench.worker(EngineBench.SESSION, 1, 2);
        bench.deploy(dag("d", task("a", 0), task("b", 0)));
        DagRun run = bench.trigger("d", MONDAY);
        DagRun other = bench.trigger("d", TUESDAY);

        assertThat(said(other, "a"))
                .containsExactly("task a is at worker w" + EngineBench.SESSION
                        + " already and waits there for a slot, behind 2 others: a of run " + run.runId()
                        + " and b of run " + run.runId()
                        + ". It starts when one of them ends, or moves to a worker that has a free slot.");
    }

    @Test
    void aRetryTellsWhen() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 2)));
        DagRun run = bench.trigger("d");
        bench.fail("a");

        assertThat(said(run, "a"))
                .containsExactly("task a failed in try 1 of 3. It is tried again at 2026-01-01T00:05:00Z.");
    }

    @Test
    void aSilentWorkerIsNamedWithTheEndOfItsLease() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        bench.passes(Duration.ofSeconds(12));

        assertThat(said(run, "a"))
                .containsExactly("task a is at worker w" + EngineBench.SESSION
                        + ", which was last heard of at 2026-01-01T00:00:00Z. If it stays silent, its lease ends at "
                        + "2026-01-01T00:00:30Z, and the task runs again elsewhere at no cost of a try.");
    }

    @Test
    void aClearedRunningTaskWaitsForItsOldAttempt() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        bench.report(new Report.Started(bench.taken("a").attemptId()));
        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));

        assertThat(said(run, "a"))
                .containsExactly("task a was cleared while worker w" + EngineBench.SESSION
                        + " had it. It runs again when the worker says that the old attempt has ended.");
    }

    @Test
    void theRunBeforeIsNamedWithItsTaskAndFollowed() {
        bench.worker(4);
        TaskSpec a = task("a", 0);
        bench.deploy(dag("d", EngineBench.with(a, a.control().withPast(new PastSpec(false, false)))));
        DagRun monday = bench.trigger("d", MONDAY);
        DagRun tuesday = bench.trigger("d", TUESDAY);

        assertThat(said(tuesday, "a"))
                .containsExactly(
                        "task a waits for the run before: task a has not ended in run " + monday.runId()
                                + ". It goes on when that has succeeded.",
                        "task a was handed to worker w" + EngineBench.SESSION + ", which is starting it.");
        bench.fail("a");
        assertThat(said(tuesday, "a"))
                .containsExactly("task a waits for the run before: task a failed in run " + monday.runId()
                        + ". Clear it there, or mark it as a success, to let this one go on.");
        assertThat(said(tuesday, null)).hasSize(2);
    }

    @Test
    void whatHasEndedHasNoCause() {
        bench.worker(1);
        bench.deploy(dag("d", task("a", 0)));
        DagRun run = bench.trigger("d");
        bench.succeed("a", null);

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(said(run, "a")).isEmpty();
        assertThat(said(run, null)).isEmpty();
        assertThatThrownBy(() -> said(run, "x")).hasMessageContaining("has no task x");
        assertThatThrownBy(() -> bench.ask(new Command.Explain("d", "nope", null, -1)))
                .hasMessageContaining("there is no run \"nope\"");
    }

    @Test
    void aRunThatWasPutAsideSaysWhatIsWrongWithIt() {
        boolean[] broken = {false};
        EngineBench poisoned = new EngineBench(new Faults() {
            @Override
            public void beforeCommit(TurnWrites writes) {
                if (broken[0] && !writes.runs().isEmpty()) {
                    throw new IllegalStateException("poison");
                }
            }
        });
        poisoned.worker(1);
        poisoned.deploy(dag("d", task("a", 0)));
        DagRun run = poisoned.trigger("d");
        broken[0] = true;
        UUID attempt = poisoned.taken("a").attemptId();
        for (int i = 0; i < 3; i++) {
            poisoned.loop.submit(poisoned.reports(new Report.Started(attempt)));
            poisoned.turn();
        }

        assertThat(poisoned.ask(new Command.Explain("d", run.runId(), "a", -1)).steps())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.cause()).isEqualTo("put_aside");
                    assertThat(step.sentence())
                            .contains("cannot be written (poison)")
                            .contains("starts again");
                });
    }

    @Test
    void anotherServerAsksTheOwner() {
        ServersBench servers = new ServersBench();
        EngineLoop first = servers.server();
        servers.deploy(first, dag("d", task("a", 0)));
        EngineLoop second = servers.server();
        DagRun run = servers.trigger(first, "d", "mine").join().run();
        var asked = servers.ask(second, new Command.Explain("d", run.runId(), "a", -1));
        servers.passes(Duration.ofSeconds(5), first, second);

        assertThat(asked.join().steps().getFirst().cause()).isEqualTo("no_worker");
    }

    private Explanation why(DagRun run, @Nullable String taskId) {
        return bench.ask(new Command.Explain(run.dagId(), run.runId(), taskId, -1));
    }

    private List<String> said(DagRun run, @Nullable String taskId) {
        return why(run, taskId).steps().stream()
                .map(step -> step.subject() + " " + step.sentence())
                .toList();
    }

    private static TaskSpec onQueue(TaskSpec task, String queue) {
        return task.toBuilder().queue(queue).build();
    }

    private static DagGraph limited(int maxActiveRuns, int maxActiveTasks, TaskSpec... tasks) {
        return DagGraph.builder("d")
                .maxActiveRuns(maxActiveRuns)
                .maxActiveTasks(maxActiveTasks)
                .tasks(tasks)
                .build();
    }
}
