package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChallengerTest {

    private final Samples held = Examples.late(20_000, 7, 0);

    @Test
    void promotesWhatIsReallyBetterAndSaysWhy() {
        var learned = Examples.late(20_000, 1, 0);
        try (var better = XgBoostTrainer.usual().train(learned, "late");
                var simple = new XgBoostTrainer(3, 1, 0.1, 1, 1).train(learned, "late")) {
            var decision = Challenger.usual().decide(better, simple, held);

            assertThat(decision.promote()).isTrue();
            assertThat(decision.reason())
                    .startsWith("Promoted: on the same 20000 held-out samples")
                    .contains("a gain of");
            assertThat(Challenger.usual().decide(simple, better, held).promote())
                    .isFalse();
        }
    }

    @Test
    void promotesNoneThatDiffersByNoiseAlone() {
        int promoted = 0;
        for (int i = 0; i < 200; i++) {
            var random = new SplittableRandom(i);
            Scorer noisy = samples -> guesses(samples, random, 0.05);
            Scorer alsoNoisy = samples -> guesses(samples, random, 0.05);
            promoted += Challenger.usual().decide(noisy, alsoNoisy, held).promote() ? 1 : 0;
        }
        // Three sigmas: one in 740 by chance.
        assertThat(promoted).isLessThanOrEqualTo(1);
    }

    @Test
    void equalModelsAreNoReasonToChange() {
        Scorer same = samples -> guesses(samples, new SplittableRandom(1), 0);

        var decision = Challenger.usual().decide(same, same, held);

        assertThat(decision.promote()).isFalse();
        assertThat(decision.reason()).endsWith("a gain of more than 0.0 is asked for");
        assertThat(decision.details()).containsEntry("promote", false).containsKey("champion");
    }

    @Test
    void theFirstHasToBeatAlwaysTheSameGuess() {
        Scorer useful = samples -> guesses(samples, new SplittableRandom(1), 0);
        Scorer useless = samples -> constant(samples, 0.9);

        assertThat(Challenger.usual().decideFirst(useful, 0.4, held).promote()).isTrue();
        assertThat(Challenger.usual().decideFirst(useless, 0.4, held).promote()).isFalse();
    }

    private static double[] constant(Samples samples, double guess) {
        double[] guesses = new double[samples.size()];
        Arrays.fill(guesses, guess);
        return guesses;
    }

    private static double[] guesses(Samples samples, SplittableRandom random, double noise) {
        double[] guesses = new double[samples.size()];
        for (int row = 0; row < guesses.length; row++) {
            double wind = samples.value(row, 0);
            double hour = samples.value(row, 1);
            double odds = 4 * wind - 2 * hour + 3 * wind * hour - 3 + noise * random.nextDouble(-1, 1);
            guesses[row] = 1 / (1 + Math.exp(-odds));
        }
        return guesses;
    }
}
