package io.orchestrator.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.orchestrator.core.engine.EngineLoop;
import io.orchestrator.core.simulation.Simulation.Result;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Several production engines on one database in virtual time, with workers, users, and everything going wrong that can.
 *
 * <p>{@code -Dsimulation.seeds=N -Dsimulation.firstSeed=S} sets how many simulations there are, and where they begin; a seed
 * that breaks a promise is played again, and its last events are told.
 */
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 300);
    private static final long FIRST = Long.getLong("simulation.firstSeed", 0);

    /** So many seeds a mutant may go unnoticed. */
    private static final long MUTANT_SEEDS = 100;

    private static final Logger ENGINE_LOG = (Logger) LoggerFactory.getLogger(EngineLoop.class.getPackageName());

    /** What goes wrong here on purpose would fill the log. */
    @BeforeAll
    static void silence() {
        ENGINE_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        ENGINE_LOG.setLevel(null);
    }

    @Test
    void nothingIsLostDoubledOrStuckWhateverGoesWrong() {
        List<Result> results = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, Mutant.NONE))
                .toList();
        System.out.println(Figures.of(results));
        List<Result> broken =
                results.stream().filter(result -> result.broken() != null).toList();
        broken.forEach(result -> System.out.printf("simulation: seed %d: %s%n", result.seed(), result.broken()));
        broken.stream().findFirst().ifPresent(result -> fail(story(result)));
    }

    private static String story(Result result) {
        Result again = Simulation.replay(result.seed(), Mutant.NONE);
        return """
                Seed %d breaks a promise: %s
                Play it again with -Dtest=SimulationTest -Dsimulation.firstSeed=%d -Dsimulation.seeds=1
                %s
                Seed %d breaks a promise: %s""".formatted(
                        result.seed(), result.broken(), result.seed(), again.trace(), result.seed(), result.broken());
    }

    @Test
    void aSeedIsAlwaysTheSameHistory() {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            assertThat(Simulation.replay(seed, Mutant.NONE).digest())
                    .as("the history of seed %d", seed)
                    .isEqualTo(Simulation.run(seed, Mutant.NONE).digest());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySafeguardIsMissedWhenItIsGone(Mutants mutant) {
        Result caught = LongStream.range(0, MUTANT_SEEDS)
                .mapToObj(seed -> Simulation.run(seed, mutant.make()))
                .filter(result -> result.broken() != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError(mutant + " went unnoticed for " + MUTANT_SEEDS + " seeds"));
        System.out.printf("simulation: %s is caught at seed %d: %s%n", mutant, caught.seed(), caught.broken());
    }
}
