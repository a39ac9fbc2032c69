package io.orchestrator.dags.flights;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Guessed probabilities beside what happened, and how good the guesses were. */
final class Scores {

    private static final double SMALLEST = 1e-15;

    private double[] guesses = new double[1024];
    private boolean[] late = new boolean[1024];
    private int size;

    void add(boolean wasLate, double probability) {
        if (size == guesses.length) {
            guesses = Arrays.copyOf(guesses, 2 * size);
            late = Arrays.copyOf(late, 2 * size);
        }
        guesses[size] = probability;
        late[size++] = wasLate;
    }

    int size() {
        return size;
    }

    /** The area under the ROC curve; equal guesses count half. NaN if all flights were late, or none. */
    double auc() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> guesses[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranksOfLate = 0;
        long lates = 0;
        for (int from = 0; from < size; ) {
            int to = from;
            while (to < size && guesses[order[to]] == guesses[order[from]]) {
                to++;
            }
            double sharedRank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (late[order[i]]) {
                    ranksOfLate += sharedRank;
                    lates++;
                }
            }
            from = to;
        }
        long others = size - lates;
        return (ranksOfLate - lates * (lates + 1) / 2.0) / ((double) lates * others);
    }

    /** The mean of -ln(probability given to what happened). */
    double logLoss() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double probability = late[i] ? guesses[i] : 1 - guesses[i];
            sum -= Math.log(Math.max(probability, SMALLEST));
        }
        return sum / size;
    }
}
