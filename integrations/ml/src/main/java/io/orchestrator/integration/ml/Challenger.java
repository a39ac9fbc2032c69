package io.orchestrator.integration.ml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * When a model takes the place of the one that serves: both guess about the same samples, which neither has seen, and the losses
 * are compared sample by sample. What is better only by chance does not.
 *
 * @param leastGain in log loss; 0: any
 * @param leastSigmas how many times larger than its own standard error the gain has to be
 * @param mostAucLost how much worse the area under the curve may be
 */
public record Challenger(double leastGain, double leastSigmas, double mostAucLost) {

    public Challenger {
        if (leastGain < 0 || leastSigmas < 0 || mostAucLost < 0) {
            throw new IllegalArgumentException("leastGain is %s, leastSigmas %s, mostAucLost %s: use 0 or more"
                    .formatted(leastGain, leastSigmas, mostAucLost));
        }
    }

    /** Any gain that is three times its standard error, and no more than 0.002 of the area under the curve lost for it. */
    public static Challenger usual() {
        return new Challenger(0, 3, 0.002);
    }

    /**
     * What was decided and from which figures, so that it can be followed later.
     *
     * @param promote whether the challenger takes the place
     * @param reason a sentence
     * @param gain in log loss, positive: the challenger is better
     * @param error the standard error of the gain
     * @param challenger how good its guesses were
     * @param champion how good the guesses were that it had to beat
     */
    public record Decision(
            boolean promote, String reason, double gain, double error, Evaluation challenger, Evaluation champion) {

        /** Plain values, for the meta of the model's version. */
        public Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("promote", promote);
            details.put("reason", reason);
            details.put("gain", gain);
            details.put("error", error);
            details.put("challenger", challenger.metrics());
            details.put("champion", champion.metrics());
            return details;
        }
    }

    /** @param held samples that neither of the two has learned from */
    public Decision decide(Scorer challenger, Scorer champion, Samples held) {
        return decide(challenger.score(held), champion.score(held), held, "the champion");
    }

    /**
     * For the first model: it has to beat always guessing the same.
     *
     * @param learnedRate how many of the samples that it learned from were true, from 0 to 1
     */
    public Decision decideFirst(Scorer challenger, double learnedRate, Samples held) {
        double[] same = new double[held.size()];
        Arrays.fill(same, learnedRate);
        return decide(challenger.score(held), same, held, "always the same guess");
    }

    private Decision decide(double[] challenger, double[] champion, Samples held, String rival) {
        Evaluation mine = Evaluation.of(challenger, held, held.rate());
        Evaluation theirs = Evaluation.of(champion, held, held.rate());
        double sum = 0;
        double squares = 0;
        int rows = held.size();
        for (int row = 0; row < rows; row++) {
            double gain =
                    Evaluation.loss(champion[row], held.label(row)) - Evaluation.loss(challenger[row], held.label(row));
            sum += gain;
            squares += gain * gain;
        }
        double gain = sum / rows;
        double error = Math.sqrt(Math.max(squares / rows - gain * gain, 0) / rows);
        String refusal = refusal(gain, error, theirs.auc() - mine.auc());
        return new Decision(
                refusal.isEmpty(), reason(refusal, gain, error, mine, theirs, rival), gain, error, mine, theirs);
    }

    /** Empty: there is none. */
    private String refusal(double gain, double error, double aucLost) {
        if (!(gain > leastGain)) {
            return "a gain of more than %s is asked for".formatted(leastGain);
        }
        if (gain < leastSigmas * error) {
            return "so small a gain may be chance: %s times its error is asked for".formatted(leastSigmas);
        }
        if (aucLost > mostAucLost) {
            return "the area under the curve may be at most %s worse".formatted(mostAucLost);
        }
        return "";
    }

    private static String reason(
            String refusal, double gain, double error, Evaluation mine, Evaluation theirs, String rival) {
        String found = String.format(
                Locale.ROOT,
                "on the same %d held-out samples the challenger has log loss %.4f and AUC %.4f, %s %.4f and %.4f:"
                        + " a gain of %.5f \u00b1 %.5f",
                mine.rows(),
                mine.logLoss(),
                mine.auc(),
                rival,
                theirs.logLoss(),
                theirs.auc(),
                gain,
                error);
        return refusal.isEmpty() ? "Promoted: " + found : "Not promoted: " + found + "; " + refusal;
    }
}
