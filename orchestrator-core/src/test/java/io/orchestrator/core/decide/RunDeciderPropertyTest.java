package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.DagRunState;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random DAGs driven by random events: whatever happens, a run ends, in order, nothing runs twice at once, and whatever has not
 * ended has a cause at every moment. {@code -Dexhaustive=true} drives a million runs.
 */
class RunDeciderPropertyTest {

    private static final int BATCHES = 50;
    private static final int SEEDS = Boolean.getBoolean("exhaustive") ? 20_000 : 40;

    static Stream<Arguments> batches() {
        return IntStream.range(0, BATCHES).mapToObj(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void everyRunEndsInOrderWhateverHappens(int batch) {
        for (int seed = batch * SEEDS; seed < (batch + 1) * SEEDS; seed++) {
            RandomRun run = new RandomRun(new SplittableRandom(seed), seed);
            run.driveToItsEnd();
            assertThat(run.state().run().state().isFinal())
                    .as("seed %d ends", seed)
                    .isTrue();
            assertThat(run.state().unfinished())
                    .as("seed %d leaves nothing unfinished", seed)
                    .isZero();
            assertLeavesDecide(run, seed);
        }
    }

    private static void assertLeavesDecide(RandomRun run, int seed) {
        RunState state = run.state();
        boolean leafFailed = state.graph().deciding().stream()
                .flatMap(task -> state.numbersOf(task).stream())
                .anyMatch(number -> state.instance(number).state().isFailure());
        if (!run.endedByHand()) {
            assertThat(state.run().state())
                    .as("seed %d", seed)
                    .isEqualTo(leafFailed ? DagRunState.FAILED : DagRunState.SUCCESS);
        }
    }
}
