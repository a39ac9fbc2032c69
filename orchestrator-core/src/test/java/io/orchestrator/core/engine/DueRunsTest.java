package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The runs that a schedule makes when they are due, several at once too. */
class DueRunsTest {

    private static final Instant FIRST = Instant.parse("2025-12-31T21:00:00Z");
    private static final Instant POISON = FIRST.plus(Duration.ofHours(1));

    /** As long as it is armed, the second slot's run cannot be written, alone or with others. */
    private static final class Poisoned implements Faults {
        private boolean armed = true;

        @Override
        public void beforeCommit(TurnWrites writes) {
            boolean hit = writes.runs().stream()
                    .anyMatch(write -> POISON.equals(write.run().logicalDate()));
            if (armed && hit) {
                throw new IllegalStateException("poison");
            }
        }
    }

    @Test
    void aSlotWhoseRunCouldNotBeWrittenIsNotPassedOverByThoseAfterIt() {
        Poisoned faults = new Poisoned();
        EngineBench bench = new EngineBench(faults);
        bench.deploy(scheduled("d", new ScheduleSpec.Every(Duration.ofHours(1)), Catchup.ALL, FIRST, 10, task("a", 0)));

        bench.turn();
        faults.armed = false;
        bench.turn();

        assertThat(IntStream.range(0, 4).mapToObj(slot -> FIRST.plus(Duration.ofHours(slot))))
                .allSatisfy(date -> assertThat(bench.store.findRun("d", date)).isPresent());
    }

    @Test
    void theLoopWakesWhenTheNextSlotFallsDueAndNotForOneThatIsPast() {
        EngineBench bench = new EngineBench();
        Duration second = Duration.ofSeconds(1);
        Instant now = bench.clock.instant();
        bench.deploy(scheduled("d", new ScheduleSpec.Every(second), Catchup.NONE, now.plus(second), 10, task("a", 0)));
        bench.turn();

        assertThat(bench.loop.nextWake()).isEqualTo(now.plus(second));

        bench.passes(second);
        assertThat(bench.store.findRun("d", now.plus(second))).isPresent();
        assertThat(bench.loop.nextWake()).isEqualTo(now.plus(second).plus(second));
    }

    @Test
    void aScheduleCreatesEachDueRunOnce() {
        EngineBench bench = new EngineBench();
        bench.worker(4);
        bench.deploy(scheduled(
                "d",
                new ScheduleSpec.Every(Duration.ofHours(1)),
                Catchup.ALL,
                Instant.parse("2025-12-31T21:00:00Z"),
                10,
                task("a", 0)));
        bench.turn();
        assertThat(bench.store.findRun("d", "scheduled__2025-12-31T21:00:00+00:00"))
                .isPresent();
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T00:00:00+00:00"))
                .isPresent();
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T01:00:00+00:00"))
                .isEmpty();

        bench.restart();
        bench.passes(Duration.ofHours(1));
        assertThat(bench.store.findRun("d", "scheduled__2026-01-01T01:00:00+00:00"))
                .isPresent();
    }

    @Test
    void aFullDagRemembersItsNextDateAndAPausedOneCreatesNothing() {
        EngineBench bench = new EngineBench();
        bench.worker(4);
        bench.deploy(scheduled(
                "d",
                new ScheduleSpec.Every(Duration.ofHours(1)),
                Catchup.ALL,
                Instant.parse("2025-12-31T22:00:00Z"),
                1,
                task("a", 0)));
        assertThat(bench.assigned).hasSize(1);
        bench.ask(new Command.Pause("d", true, "anna"));
        bench.succeed("a", null);
        assertThat(bench.assigned).isEmpty();
        bench.ask(new Command.Pause("d", false, "anna"));
        assertThat(bench.taken("a").runId()).isEqualTo("scheduled__2025-12-31T23:00:00+00:00");
    }

    @Test
    void aDagThatStartsPausedWaitsForSomebodyOnce() {
        EngineBench bench = new EngineBench();
        bench.worker(1);
        DagGraph continuous = dag("d", task("a", 0)).toBuilder()
                .schedule(new ScheduleSpec.Continuous())
                .startsPaused(true)
                .build();
        bench.deploy(continuous);
        assertThat(bench.assigned).isEmpty();
        bench.ask(new Command.Pause("d", false, "anna"));
        assertThat(bench.assigned).hasSize(1);
        bench.deploy(continuous.toBuilder().description("anew").build());
        assertThat(bench.store.dags(0).getLast().dag().paused()).isFalse();
    }
}
