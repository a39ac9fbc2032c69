package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What becomes of runs while the store fails, or cannot write one of them. */
class StoreFaultsTest {

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

    private static void tryTo(Runnable action) {
        try {
            action.run();
        } catch (CommandRefused refused) {
            assertThat(refused.kind()).isEqualTo(CommandRefused.Kind.UNAVAILABLE);
        }
    }
}
