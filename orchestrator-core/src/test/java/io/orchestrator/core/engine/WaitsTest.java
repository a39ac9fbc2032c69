package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WaitSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tasks that wait at no worker, through the whole engine. */
class WaitsTest {

    private static final Instant DATE = Instant.parse("2025-12-01T00:00:00Z");
    private static final JsonNode JOB = JsonNodeFactory.instance.objectNode().put("job", 7);

    private final EngineBench bench = new EngineBench();

    private static TaskSpec sensor(String id) {
        return EngineBench.with(
                task(id, 0),
                task(id, 0)
                        .control()
                        .poking(new PokeSpec(
                                Duration.ofMinutes(1), false, null, Duration.ofHours(1), false, false, false)));
    }

    private static TaskSpec waiting(String id, WaitSpec spec) {
        return EngineBench.with(task(id, 0), task(id, 0).control().waiting(spec));
    }

    private static WaitSpec start(boolean waits, boolean sameDate) {
        return new WaitSpec.Trigger(
                "other", JsonNodeFactory.instance.objectNode().put("rows", 1), sameDate, waits, null, false);
    }

    private TaskInstance instance(DagRun run, String taskId) {
        return bench.instances(run).stream()
                .filter(one -> one.taskId().equals(taskId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> said(DagRun run, @Nullable String taskId) {
        Explanation explanation = bench.ask(new Command.Explain(run.dagId(), run.runId(), taskId, -1));
        return explanation.steps().stream()
                .map(step -> step.subject() + " " + step.sentence())
                .toList();
    }

    private void notYet(String taskId) {
        UUID attempt = bench.taken(taskId).attemptId();
        bench.report(new Report.Started(attempt), new Report.NotYet(attempt, null, null));
    }

    private DagRun startedBy(DagRun run, String taskId) {
        String runId = Optional.ofNullable(instance(run, taskId).waiting())
                .map(waiting -> waiting.run())
                .map(other -> other.runId())
                .orElseThrow();
        return bench.store.findRun("other", runId).orElseThrow();
    }

    @Test
    void betweenTwoLooksASensorIsAtNoWorkerAndItsSlotIsFree() {
        bench.worker(1);
        bench.deploy(dag("d", sensor("look"), task("other", 0)));
        DagRun run = bench.trigger("d");

        notYet("look");

        assertThat(bench.states(run)).containsEntry("look", "up_for_reschedule").containsEntry("other", "queued");
        assertThat(said(run, "look"))
                .containsExactly(
                        "task look has looked once for what it waits for, and has not found it. It looks again at"
                                + " 2026-01-01T00:01:00Z, and gives up after 2026-01-01T01:00:00Z.");
        bench.succeed("other", null);
        assertThat(bench.assigned).isEmpty();
        bench.passesWithHeartbeats(Duration.ofMinutes(1));
        assertThat(bench.taken("look").attempt()).isEqualTo(1);
        bench.succeed("look", null);
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.attempts(run.runKey()))
                .filteredOn(attempt -> attempt.taskId().equals("look"))
                .extracting(TaskAttempt::state)
                .containsExactly(AttemptState.RESCHEDULED, AttemptState.SUCCESS);
    }

    @Test
    void whatASensorWaitsForOutlivesTheServer() {
        bench.worker(1);
        bench.deploy(dag("d", sensor("look")));
        DagRun run = bench.trigger("d");
        notYet("look");

        bench.restart();
        bench.passesWithHeartbeats(Duration.ofSeconds(59));
        assertThat(bench.assigned).isEmpty();
        bench.passesWithHeartbeats(Duration.ofSeconds(1));

        bench.succeed("look", null);
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void deferredWorkGetsBackWhatItLeftAlsoAfterACrashOfServerAndWorker() {
        bench.worker(1);
        bench.deploy(dag("d", task("train", 0)));
        DagRun run = bench.trigger("d");
        UUID attempt = bench.taken("train").attemptId();
        bench.report(
                new Report.Started(attempt),
                new Report.Deferred(attempt, Report.When.after(Duration.ofSeconds(20)), JOB, null));
        assertThat(bench.states(run)).containsEntry("train", "deferred");
        assertThat(said(run, "train"))
                .containsExactly(
                        "task train has left its worker, and goes on at 2026-01-01T00:00:20Z with what it kept."
                                + " It holds no slot until then.");

        bench.restart();
        bench.passesWithHeartbeats(Duration.ofSeconds(20));
        assertThat(bench.taken("train").resume()).isEqualTo(JOB);
        // Its worker dies with it: the next attempt still gets it.
        bench.assigned.clear();
        bench.passes(Duration.ofSeconds(40));
        bench.worker(new UUID(8, 8), 1);
        assertThat(bench.taken("train").resume()).isEqualTo(JOB);
        assertThat(bench.taken("train").attempt()).isEqualTo(1);
        assertThat(instance(run, "train").lostAttempts()).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeToBeLeftIsAFailure() {
        bench.worker(1);
        bench.deploy(dag("d", task("train", 3)));
        DagRun run = bench.trigger("d");
        UUID attempt = bench.taken("train").attemptId();

        bench.report(new Report.Deferred(
                attempt, Report.When.at(DATE), JsonNodeFactory.instance.stringNode("x".repeat(17 * 1024)), null));

        assertThat(instance(run, "train").state().key()).isEqualTo("failed");
        assertThat(instance(run, "train").stateReason()).contains("larger than 16 KiB");
    }

    @Test
    void theEngineWaitsForATimeWithoutAnyWorker() {
        bench.deploy(dag("d", waiting("delay", new WaitSpec.Delay(Duration.ofMinutes(1)))));
        DagRun run = bench.trigger("d");
        assertThat(said(run, null))
                .containsExactly(
                        "run " + run.runId() + " is as far as its task delay. It goes on with it.",
                        "task delay waits until 2026-01-01T00:01:00Z. It ends by itself then.");

        bench.passes(Duration.ofMinutes(1));

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aTaskStartsARunOfAnotherDagOnceAndEndsWithIt() {
        bench.worker(4);
        bench.deploy(dag("d", waiting("start", start(true, false))), dag("other", task("work", 0)));
        DagRun run = bench.trigger("d");

        DagRun other = startedBy(run, "start");
        assertThat(other.params().path("rows").asInt()).isEqualTo(1);
        assertThat(other.triggeredBy()).isEqualTo("task start of run " + run.runId() + " of DAG d");
        assertThat(said(run, "start"))
                .containsExactly("task start has started run " + other.runId()
                        + " of DAG other, and waits for its end. It goes on when that has succeeded.");
        bench.restart();
        bench.passesWithHeartbeats(Duration.ofSeconds(10));
        bench.succeed("work", null);
        bench.turn();

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.runs()).hasSize(2);
    }

    @Test
    void theFailureOfTheOtherRunIsItsOwnAndClearingStartsAnother() {
        bench.worker(4);
        bench.deploy(dag("d", waiting("start", start(true, false))), dag("other", task("work", 0)));
        DagRun run = bench.trigger("d");
        DagRun other = startedBy(run, "start");
        bench.fail("work");
        bench.turn();
        assertThat(instance(run, "start").stateReason())
                .isEqualTo("run " + other.runId() + " of DAG other has failed: failed: work");

        bench.ask(Command.Clear.of("d", Selection.ofRun(run.runId()), "anna"));
        bench.turn();

        assertThat(startedBy(run, "start").runId()).isNotEqualTo(other.runId());
    }

    @Test
    void aTaskThatOnlyStartsARunEndsAsSoonAsItIsThere() {
        bench.worker(4);
        bench.deploy(dag("d", waiting("start", start(false, true))), dag("other", task("work", 0)));
        DagRun run = bench.trigger("d", DATE);
        bench.turn();

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.findRun("other", DATE)).isPresent();
    }

    @Test
    void aTaskWaitsForTheRunOfAnotherDagForItsDateOrForOneTaskOfIt() {
        bench.worker(4);
        bench.deploy(
                dag(
                        "d",
                        waiting("all", new WaitSpec.OtherRun("other", null, Duration.ZERO, null, false)),
                        waiting("one", new WaitSpec.OtherRun("other", "first", Duration.ofDays(1), null, false))),
                dag("other", task("first", 0), task("work", 0, "first")));
        DagRun run = bench.trigger("d", DATE);
        assertThat(said(run, "all"))
                .containsExactly("task all waits for run for 2025-12-01T00:00:00Z of DAG other."
                        + " It goes on when that has succeeded.");

        bench.trigger("other", DATE.minus(Duration.ofDays(1)));
        bench.succeed("first", null);
        bench.turn();
        assertThat(bench.states(run)).containsEntry("one", "success").containsEntry("all", "deferred");
        bench.trigger("other", DATE);
        bench.succeed("first", null);
        bench.succeed("work", null);
        bench.succeed("work", null);
        bench.turn();

        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
    }

    @Test
    void aRunThatDoesNotComeInTimeIsGivenUp() {
        bench.deploy(
                dag(
                        "d",
                        waiting("all", new WaitSpec.OtherRun("other", null, Duration.ZERO, Duration.ofHours(1), true))),
                dag("other", task("work", 0)));
        DagRun run = bench.trigger("d", DATE);

        bench.passes(Duration.ofHours(1));

        assertThat(instance(run, "all").state().key()).isEqualTo("skipped");
        assertThat(instance(run, "all").stateReason())
                .isEqualTo("run for 2025-12-01T00:00:00Z of DAG other has not ended within its timeout of PT1H");
    }

    @Test
    void aDeferredTaskKeepsItsSlotsWhereItsPoolWantsThat() {
        bench.worker(4);
        bench.ask(new Command.PutPool(new Pool("keeps", 1, null, true), "anna"));
        bench.ask(new Command.PutPool(new Pool("frees", 1, null, false), "anna"));
        bench.deploy(dag("d", inPool("a", "keeps"), inPool("b", "keeps"), inPool("c", "frees"), inPool("e", "frees")));
        DagRun run = bench.trigger("d");
        assertThat(bench.states(run)).containsEntry("b", "scheduled").containsEntry("e", "scheduled");

        for (String task : List.of("a", "c")) {
            UUID attempt = bench.taken(task).attemptId();
            bench.report(
                    new Report.Started(attempt),
                    new Report.Deferred(attempt, Report.When.after(Duration.ofSeconds(20)), JOB, null));
        }

        assertThat(bench.states(run)).containsEntry("b", "scheduled").containsEntry("e", "queued");
        bench.restart();
        bench.passesWithHeartbeats(Duration.ofSeconds(10));
        assertThat(bench.states(run)).containsEntry("b", "scheduled");
        bench.succeed("e", null);
        bench.passesWithHeartbeats(Duration.ofSeconds(10));
        for (String task : List.of("a", "c", "b")) {
            bench.succeed(task, null);
        }
        assertThat(bench.run(run).state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(bench.store.poolSlots()).isEmpty();
    }

    private static TaskSpec inPool(String id, String pool) {
        return task(id, 0).toBuilder()
                .limits(new LimitSpec(pool, 1, null, null))
                .build();
    }
}
