package io.orchestrator.integration.ml;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good guesses were. Accuracy alone says little where one label is rare, so what always the same guess would have reached
 * stands beside it.
 *
 * @param rows how many were tried
 * @param rate how many of them were true, from 0 to 1
 * @param auc the area under the ROC curve, equal guesses counting half; NaN if all labels are the same
 * @param logLoss the mean of -ln(probability given to what happened)
 * @param accuracy how many would be right with a threshold of 0.5
 * @param baselineLogLoss the log loss of always guessing the rate of what was learned from
 * @param baselineAccuracy the accuracy of always guessing the commoner label
 */
public record Evaluation(
        int rows,
        double rate,
        double auc,
        double logLoss,
        double accuracy,
        double baselineLogLoss,
        double baselineAccuracy) {

    private static final double SMALLEST = 1e-15;

    /**
     * Tries a model on samples that it has not seen.
     *
     * @param learnedRate how many of the samples that it learned from were true, from 0 to 1
     */
    public static Evaluation of(Scorer scorer, Samples held, double learnedRate) {
        return of(scorer.score(held), held, learnedRate);
    }

    /** The same for guesses that are there: such as those of a rule that a model has to beat. */
    public static Evaluation of(double[] guesses, Samples held, double learnedRate) {
        if (held.size() == 0 || guesses.length != held.size()) {
            throw new ModelException("There are %d guesses for %d samples; expected as many, and at least one"
                    .formatted(guesses.length, held.size()));
        }
        double loss = 0;
        double constant = 0;
        int right = 0;
        for (int row = 0; row < guesses.length; row++) {
            boolean label = held.label(row);
            loss += loss(guesses[row], label);
            constant += loss(learnedRate, label);
            right += (guesses[row] >= 0.5) == label ? 1 : 0;
        }
        double rate = held.rate();
        return new Evaluation(
                guesses.length,
                rate,
                auc(guesses, held),
                loss / guesses.length,
                (double) right / guesses.length,
                constant / guesses.length,
                learnedRate >= 0.5 ? rate : 1 - rate);
    }

    static double loss(double guess, boolean label) {
        return -Math.log(Math.max(label ? guess : 1 - guess, SMALLEST));
    }

    private static double auc(double[] guesses, Samples held) {
        int[] order = IntStream.range(0, guesses.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> guesses[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && guesses[order[to]] == guesses[order[from]]) {
                to++;
            }
            double sharedRank = (from + 1 + to) / 2.0;
            long labelled = Arrays.stream(order, from, to).filter(held::label).count();
            ranks += sharedRank * labelled;
            positives += labelled;
            from = to;
        }
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * (order.length - positives));
    }

    /** For the meta of a model's version; what is not a number is left out. */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("rows", rows);
        putNumber(metrics, "rate", rate);
        putNumber(metrics, "auc", auc);
        putNumber(metrics, "log_loss", logLoss);
        putNumber(metrics, "accuracy", accuracy);
        putNumber(metrics, "baseline_log_loss", baselineLogLoss);
        putNumber(metrics, "baseline_accuracy", baselineAccuracy);
        return metrics;
    }

    private static void putNumber(Map<String, Object> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }
}
