package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void aPerfectOrderHasAnAucOfOneAndAReversedOneOfZero() {
        assertThat(evaluation(new double[] {0.1, 0.2, 0.8, 0.9}, false, false, true, true)
                        .auc())
                .isEqualTo(1.0);
        assertThat(evaluation(new double[] {0.9, 0.8, 0.2, 0.1}, false, false, true, true)
                        .auc())
                .isEqualTo(0.0);
    }

    @Test
    void equalGuessesCountHalf() {
        assertThat(evaluation(new double[] {0.5, 0.5, 0.5}, false, true, false).auc())
                .isEqualTo(0.5);
        assertThat(evaluation(new double[] {0.3, 0.5, 0.5}, false, true, false).auc())
                .isEqualTo(0.75);
    }

    @Test
    void theAucIsTheShareOfPairsInTheRightOrder() {
        Random random = new Random(7);
        double[] guesses =
                random.doubles(3000).map(x -> Math.round(x * 50) / 50.0).toArray();
        boolean[] late = new boolean[guesses.length];
        for (int i = 0; i < late.length; i++) {
            late[i] = random.nextDouble() < guesses[i];
        }

        assertThat(evaluation(guesses, late).auc()).isCloseTo(byPairs(guesses, late), within(1e-9));
    }

    @Test
    void theLogLossOfASureAndRightGuessIsZeroAndAWrongOneIsFinite() {
        assertThat(evaluation(new double[] {1, 0}, true, false).logLoss()).isEqualTo(0.0);
        assertThat(evaluation(new double[] {0}, true).logLoss()).isBetween(30.0, 40.0);
        assertThat(evaluation(new double[] {0.5, 0.5}, true, false).logLoss()).isCloseTo(Math.log(2), within(1e-12));
    }

    private static double byPairs(double[] guesses, boolean[] late) {
        double right = 0;
        long pairs = 0;
        for (int i = 0; i < late.length; i++) {
            for (int j = 0; j < late.length; j++) {
                if (late[i] && !late[j]) {
                    pairs++;
                    right += guesses[i] > guesses[j] ? 1 : guesses[i] == guesses[j] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }

    private static Evaluation evaluation(double[] guesses, boolean... late) {
        Samples samples = new Samples(List.of("any"));
        for (boolean each : late) {
            samples.add(each, 0);
        }
        return Evaluation.of(guesses, samples, 0.5);
    }
}
