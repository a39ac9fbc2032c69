package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.scheduled;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several slots of a schedule that are due at once. */
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
}
