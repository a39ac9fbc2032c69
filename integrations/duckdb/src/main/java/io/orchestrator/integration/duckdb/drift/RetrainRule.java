package io.orchestrator.integration.duckdb.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says when a model is to be trained again. It looks at nothing but stored statistics, the times of past trainings and the time that
 * it is given, so the same decision can be made again at any time.
 *
 * @param minimumSample windows with fewer values of a feature than this are not judged
 * @param cooldown how long nothing follows after a training
 * @param most trainings within {@code period}; -1: any number
 */
public record RetrainRule(DriftCondition condition, long minimumSample, Duration cooldown, int most, Duration period) {

    private static final long USUAL_SAMPLE = 1000;

    public RetrainRule {
        if (minimumSample < 1) {
            throw new IllegalArgumentException("minimumSample is " + minimumSample + "; give at least 1");
        }
        if (cooldown.isNegative() || period.isNegative()) {
            throw new IllegalArgumentException("a cool-down or period is negative; give a duration of time");
        }
    }

    /** Without cool-down and budget, with windows of at least a thousand values. */
    public static RetrainRule retrainWhen(DriftCondition condition) {
        return new RetrainRule(condition, USUAL_SAMPLE, Duration.ZERO, -1, Duration.ZERO);
    }

    /** Nothing follows for so long after a training. */
    public RetrainRule cooldown(Duration time) {
        return new RetrainRule(condition, minimumSample, time, most, period);
    }

    /** At most so many trainings within any such period. */
    public RetrainRule budget(int count, Duration within) {
        if (count < 1) {
            throw new IllegalArgumentException("the budget is " + count + "; give at least 1");
        }
        return new RetrainRule(condition, minimumSample, cooldown, count, within);
    }

    /** Windows with fewer values than this are not judged. */
    public RetrainRule minimumSample(long values) {
        return new RetrainRule(condition, values, cooldown, most, period);
    }

    /**
     * What follows.
     *
     * @param sentences why
     */
    public record Decision(boolean retrain, Instant at, String rule, List<String> sentences) {

        /** All of it in words. */
        public String explanation() {
            return String.join("; ", sentences);
        }

        /** In plain values, for {@link io.orchestrator.sdk.Staging#meta}. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("retrain", retrain);
            map.put("at", at.toString());
            map.put("rule", rule);
            map.put("sentences", sentences);
            return map;
        }
    }

    /**
     * Decides. Windows that ended before the last training were about another model and do not count, nor do those that end after
     * {@code now}.
     *
     * @param history statistics of any windows and features, in any order
     * @param trainings when there were some
     */
    public Decision decide(Collection<DriftStatistic> history, Collection<Instant> trainings, Instant now) {
        List<Instant> past =
                trainings.stream().filter(at -> !at.isAfter(now)).sorted().toList();
        Instant last = past.isEmpty() ? null : past.getLast();
        List<DriftStatistic> windows = history.stream()
                .filter(one -> !one.until().isAfter(now)
                        && (last == null || one.until().isAfter(last)))
                .sorted(Comparator.comparing(DriftStatistic::until)
                        .thenComparing(DriftStatistic::window)
                        .thenComparing(DriftStatistic::feature))
                .toList();
        DriftCondition.Answer answer = condition.ask(windows, minimumSample);
        List<String> sentences = new ArrayList<>(answer.sentences());
        boolean retrain = answer.holds();
        if (!retrain) {
            sentences.add("no training: what is asked for is not so (" + condition + ")");
        } else if (last != null && last.plus(cooldown).isAfter(now)) {
            retrain = false;
            sentences.add("no training before " + last.plus(cooldown) + ": it is so (" + condition
                    + "), but the last one was at " + last + " and none follows for " + words(cooldown));
        } else if (isSpent(past, now)) {
            retrain = false;
            sentences.add("no training: it is so (" + condition + "), but there were " + within(past, now) + " within "
                    + words(period) + ", and at most " + most + " are allowed");
        } else {
            sentences.add("training: it is so (" + condition + ")");
        }
        return new Decision(retrain, now, toString(), sentences);
    }

    private boolean isSpent(List<Instant> past, Instant now) {
        return most >= 0 && within(past, now) >= most;
    }

    private long within(List<Instant> past, Instant now) {
        return past.stream().filter(at -> at.isAfter(now.minus(period))).count();
    }

    private static String words(Duration time) {
        return time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))
                ? time.toDays() + (time.toDays() == 1 ? " day" : " days")
                : time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "retrain when " + condition + "; windows of at least " + minimumSample + " values"
                + (cooldown.isZero() ? "" : "; none for " + words(cooldown) + " after a training")
                + (most < 0 ? "" : "; at most " + most + " within " + words(period));
    }
}
