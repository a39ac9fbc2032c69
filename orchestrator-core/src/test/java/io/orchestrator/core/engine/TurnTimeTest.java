package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.EngineBench.dag;
import static io.orchestrator.core.engine.EngineBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.RunType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

/** What time it is in a turn of a loop that runs by itself. */
class TurnTimeTest {

    private static final Duration WAITED = Duration.ofSeconds(1);

    @Test
    @Timeout(60)
    void aTurnIsAtTheTimeWhenARequestHasComeAndNotWhenTheLoopBeganToWait() throws Exception {
        EngineBench bench = new EngineBench();
        bench.deploy(dag("d", task("a", 0)));
        Thread engine = Thread.ofPlatform().start(bench.loop);
        try {
            // Nothing tells that a thread waits but its state.
            while (engine.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            bench.clock.advance(WAITED);

            Command.Triggered triggered = bench.loop
                    .submit(new Command.Trigger(
                            "d",
                            null,
                            RunType.MANUAL,
                            null,
                            null,
                            null,
                            JsonNodeFactory.instance.objectNode(),
                            null,
                            "anna"))
                    .get(1, TimeUnit.MINUTES);

            Instant queuedAt = triggered.run().queuedAt();
            assertThat(queuedAt).isEqualTo(bench.clock.instant());
        } finally {
            bench.loop.close();
            engine.join();
        }
    }
}
