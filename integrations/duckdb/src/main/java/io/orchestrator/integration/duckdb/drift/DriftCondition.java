package io.orchestrator.integration.duckdb.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be so that a model is trained again: {@code ks("delay").above(0.2).forWindows(3)}. */
public sealed interface DriftCondition {

    /** The Kolmogorov-Smirnov distance of a feature that is a number or a time. */
    static Measure ks(String feature) {
        return new Measure(Kind.KS, feature);
    }

    /** The population stability index of a feature. */
    static Measure psi(String feature) {
        return new Measure(Kind.PSI, feature);
    }

    /** The chi-square statistic of a feature that is a text or a boolean; it grows with the samples, {@link #cramersV} does not. */
    static Measure chiSquare(String feature) {
        return new Measure(Kind.CHI_SQUARE, feature);
    }

    /** The effect size of chi-square, from 0 to 1. */
    static Measure cramersV(String feature) {
        return new Measure(Kind.CRAMERS_V, feature);
    }

    /** How much more of a feature is missing than in the reference, from -1 to 1. */
    static Measure missing(String feature) {
        return new Measure(Kind.MISSING, feature);
    }

    /** Both. */
    default DriftCondition and(DriftCondition other) {
        return new Several(List.of(this, other), true);
    }

    /** One of them at least. */
    default DriftCondition or(DriftCondition other) {
        return new Several(List.of(this, other), false);
    }

    /**
     * Whether it is so, and why.
     *
     * @param history statistics of any features, oldest window first
     * @param minimumSample what is measured with less does not count
     */
    Answer ask(List<DriftStatistic> history, long minimumSample);

    /**
     * What became of a condition.
     *
     * @param sentences why, with the numbers
     */
    record Answer(boolean holds, List<String> sentences) {}

    /** A number that is measured. */
    record Measure(Kind kind, String feature) {

        /** It has to be larger than this. */
        public Above above(double threshold) {
            return new Above(this, threshold, 1, null);
        }
    }

    /** What is measured. */
    enum Kind {
        KS(DriftStatistic::ks, DriftStatistic::ksP),
        PSI(DriftStatistic::psi, statistic -> null),
        CHI_SQUARE(DriftStatistic::chiSquare, DriftStatistic::chiSquareP),
        CRAMERS_V(DriftStatistic::cramersV, DriftStatistic::chiSquareP),
        MISSING(statistic -> statistic.missing() - statistic.referenceMissing(), statistic -> null);

        private final Function<DriftStatistic, @Nullable Double> value;
        private final Function<DriftStatistic, @Nullable Double> p;

        Kind(Function<DriftStatistic, @Nullable Double> value, Function<DriftStatistic, @Nullable Double> p) {
            this.value = value;
            this.p = p;
        }

        /** Out of how many values it was computed, of the smaller sample. */
        long sample(DriftStatistic statistic) {
            return this == MISSING
                    ? Math.min(statistic.referenceRows(), statistic.rows())
                    : Math.min(statistic.referenceCount(), statistic.count());
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A number is above a threshold, in the last windows without a break.
     *
     * @param windows how many
     * @param mostP with at most this probability that there is no drift; null: whatever it is
     */
    record Above(
            Measure measure,
            double threshold,
            int windows,
            @Nullable Double mostP) implements DriftCondition {

        public Above {
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("the threshold of " + measure.kind.words() + " of " + measure.feature
                        + " is " + threshold + "; expected a number");
            }
            if (windows < 1) {
                throw new IllegalArgumentException("forWindows is " + windows + "; give at least 1");
            }
        }

        /** So many windows in a row. */
        public Above forWindows(int count) {
            return new Above(measure, threshold, count, mostP);
        }

        /** And its p-value is not above this. PSI and missing values have none, and then nothing holds. */
        public Above significant(double most) {
            return new Above(measure, threshold, windows, most);
        }

        @Override
        public Answer ask(List<DriftStatistic> history, long minimumSample) {
            List<String> sentences = new ArrayList<>();
            List<DriftStatistic> judged = new ArrayList<>();
            for (DriftStatistic statistic : history) {
                if (!statistic.feature().equals(measure.feature)) {
                    continue;
                }
                long sample = measure.kind.sample(statistic);
                if (sample >= minimumSample) {
                    judged.add(statistic);
                } else {
                    sentences.add("window %s is not judged: %s was measured with %d values, and %d are needed"
                            .formatted(statistic.window(), measure.feature, sample, minimumSample));
                }
            }
            List<DriftStatistic> last = judged.subList(Math.max(0, judged.size() - windows), judged.size());
            if (last.size() < windows) {
                sentences.add(
                        "%s windows of %s are needed, there are %d".formatted(windows, measure.feature, last.size()));
            }
            last.forEach(statistic -> sentences.add(sentence(statistic)));
            return new Answer(last.size() == windows && last.stream().allMatch(this::isAbove), sentences);
        }

        private boolean isAbove(DriftStatistic statistic) {
            Double value = measure.kind.value.apply(statistic);
            Double p = measure.kind.p.apply(statistic);
            return value != null && value > threshold && (mostP == null || p != null && p <= mostP);
        }

        private String sentence(DriftStatistic statistic) {
            Double value = measure.kind.value.apply(statistic);
            Double p = measure.kind.p.apply(statistic);
            if (value == null) {
                return "window %s has no %s of %s".formatted(statistic.window(), measure.kind.words(), measure.feature);
            }
            String found = "window %s: %s of %s is %s, %s %s"
                    .formatted(
                            statistic.window(),
                            measure.kind.words(),
                            measure.feature,
                            number(value),
                            value > threshold ? "above" : "not above",
                            number(threshold));
            return mostP == null
                    ? found
                    : found + ", p is " + (p == null ? "not known" : number(p)) + " where at most " + number(mostP)
                            + " counts";
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.4g", value);
        }

        @Override
        public String toString() {
            return "%s of %s above %s%s%s"
                    .formatted(
                            measure.kind.words(),
                            measure.feature,
                            threshold,
                            mostP == null ? "" : " with p up to " + mostP,
                            windows == 1 ? "" : " for " + windows + " windows");
        }
    }

    /** Several conditions, all or one of which have to hold. */
    record Several(List<DriftCondition> parts, boolean all) implements DriftCondition {

        @Override
        public Answer ask(List<DriftStatistic> history, long minimumSample) {
            List<Answer> answers =
                    parts.stream().map(part -> part.ask(history, minimumSample)).toList();
            Stream<Boolean> holding = answers.stream().map(Answer::holds);
            return new Answer(
                    all ? holding.allMatch(holds -> holds) : holding.anyMatch(holds -> holds),
                    answers.stream()
                            .flatMap(answer -> answer.sentences().stream())
                            .distinct()
                            .toList());
        }

        @Override
        public String toString() {
            return parts.stream().map(Object::toString).collect(Collectors.joining(all ? " and " : " or ", "(", ")"));
        }
    }
}
