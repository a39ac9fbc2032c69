package io.orchestrator.integration.duckdb.drift;

import static io.orchestrator.integration.duckdb.drift.DriftCondition.cramersV;
import static io.orchestrator.integration.duckdb.drift.DriftCondition.ks;
import static io.orchestrator.integration.duckdb.drift.DriftCondition.missing;
import static io.orchestrator.integration.duckdb.drift.DriftCondition.psi;
import static io.orchestrator.integration.duckdb.drift.RetrainRule.retrainWhen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetrainRuleTest {

    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Instant day(int day) {
        return START.plus(DAY.multipliedBy(day));
    }

    /** One window a day with so large a distance. */
    private static List<DriftStatistic> distances(double... distances) {
        List<DriftStatistic> history = new ArrayList<>();
        for (double distance : distances) {
            history.add(statistic(history.size() + 1, "delay", distance, 5000));
        }
        return history;
    }

    private static DriftStatistic statistic(int day, String feature, double distance, long count) {
        return new DriftStatistic(
                feature,
                "day " + day,
                day(day),
                "flights 1",
                10_000,
                count,
                10_000,
                count,
                distance,
                0.001,
                distance / 2,
                null,
                null,
                null,
                null);
    }

    @Test
    void trainsAfterSoManyWindowsInARow() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2).forWindows(3));

        assertThat(rule.decide(distances(0.3, 0.3), List.of(), day(9)).retrain())
                .isFalse();
        assertThat(rule.decide(distances(0.3, 0.3, 0.3), List.of(), day(9)).retrain())
                .isTrue();
        assertThat(rule.decide(distances(0.3, 0.3, 0.1, 0.3), List.of(), day(9)).retrain())
                .isFalse();
        assertThat(rule.decide(distances(0.1, 0.3, 0.3, 0.3), List.of(), day(9)).retrain())
                .isTrue();
        assertThat(rule.decide(distances(0.3, 0.3, 0.2), List.of(), day(9)).retrain())
                .isFalse();
    }

    @Test
    void explainsItselfWithTheNumbers() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2).forWindows(2)).cooldown(DAY.multipliedBy(7));

        assertThat(rule.decide(distances(0.1, 0.25, 0.3), List.of(), day(3)).sentences())
                .containsExactly(
                        "window day 2: ks of delay is 0.2500, above 0.2000",
                        "window day 3: ks of delay is 0.3000, above 0.2000",
                        "training: it is so (ks of delay above 0.2 for 2 windows)");
        assertThat(rule.decide(List.of(), List.of(), day(3)).explanation())
                .isEqualTo("2 windows of delay are needed, there are 0;"
                        + " no training: what is asked for is not so (ks of delay above 0.2 for 2 windows)");
        assertThat(rule)
                .hasToString("retrain when ks of delay above 0.2 for 2 windows; windows of at least 1000 values;"
                        + " none for 7 days after a training");
    }

    @Test
    void coolsDownAfterATraining() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2)).cooldown(DAY.multipliedBy(3));
        List<DriftStatistic> history = distances(0.3, 0.3, 0.3, 0.3, 0.3);

        RetrainRule.Decision tooSoon = rule.decide(history, List.of(day(2)), day(4));
        assertThat(tooSoon.retrain()).isFalse();
        assertThat(tooSoon.sentences())
                .contains(
                        "no training before 2001-01-06T00:00:00Z: it is so (ks of delay above 0.2), but the last one was"
                                + " at 2001-01-03T00:00:00Z and none follows for 3 days");
        assertThat(rule.decide(history, List.of(day(2)), day(5)).retrain()).isTrue();
    }

    @Test
    void whatWasMeasuredBeforeTheLastTrainingIsAboutAnotherModel() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2).forWindows(2));

        assertThat(rule.decide(distances(0.3, 0.3, 0.3), List.of(day(2)), day(9))
                        .retrain())
                .isFalse();
        assertThat(rule.decide(distances(0.3, 0.3, 0.3, 0.3), List.of(day(2)), day(9))
                        .retrain())
                .isTrue();
    }

    @Test
    void keepsToItsBudget() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2)).budget(2, DAY.multipliedBy(10));
        List<DriftStatistic> history = distances(0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3);

        assertThat(rule.decide(history, List.of(day(1)), day(5)).retrain()).isTrue();
        assertThat(rule.decide(history, List.of(day(1), day(3)), day(5)).explanation())
                .endsWith("but there were 2 within 10 days, and at most 2 are allowed");
        assertThat(rule.decide(history, List.of(day(1), day(3)), day(12)).retrain())
                .isTrue();
    }

    @Test
    void smallWindowsAreNotJudged() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2).forWindows(2)).minimumSample(500);
        List<DriftStatistic> history = new ArrayList<>(distances(0.3, 0.3));
        history.add(statistic(3, "delay", 0.01, 499));

        RetrainRule.Decision decision = rule.decide(history, List.of(), day(9));

        assertThat(decision.retrain()).isTrue();
        assertThat(decision.sentences())
                .startsWith("window day 3 is not judged: delay was measured with 499 values, and 500 are needed");
    }

    @Test
    void conditionsCanBeJoined() {
        List<DriftStatistic> history = distances(0.3);
        history.add(statistic(1, "distance", 0.01, 5000));

        assertThat(retrainWhen(ks("delay").above(0.2).and(ks("distance").above(0.2)))
                        .decide(history, List.of(), day(9))
                        .retrain())
                .isFalse();
        assertThat(retrainWhen(ks("delay").above(0.2).or(ks("distance").above(0.2)))
                        .decide(history, List.of(), day(9))
                        .retrain())
                .isTrue();
        assertThat(retrainWhen(psi("delay").above(0.1).and(ks("delay").above(0.2)))
                        .decide(history, List.of(), day(9))
                        .retrain())
                .isTrue();
        assertThat(psi("delay").above(0.1).or(ks("x").above(1).and(ks("y").above(2))))
                .hasToString("(psi of delay above 0.1 or (ks of x above 1.0 and ks of y above 2.0))");
    }

    @Test
    void significanceCanBeAskedFor() {
        assertThat(retrainWhen(ks("delay").above(0.2).significant(0.01))
                        .decide(distances(0.3), List.of(), day(9))
                        .retrain())
                .isTrue();
        RetrainRule.Decision weak =
                retrainWhen(ks("delay").above(0.2).significant(1e-6)).decide(distances(0.3), List.of(), day(9));
        assertThat(weak.retrain()).isFalse();
        assertThat(weak.sentences())
                .startsWith(
                        "window day 1: ks of delay is 0.3000, above 0.2000, p is 0.001000 where at most 1.000e-06 counts");
    }

    @Test
    void aColumnThatIsMissingAltogetherIsSeen() {
        DriftStatistic empty = new DriftStatistic(
                "delay", "w", day(1), "flights 1", 10_000, 0, 10_000, 5_000, null, null, null, null, null, null, null);

        assertThat(retrainWhen(missing("delay").above(0.5))
                        .decide(List.of(empty), List.of(), day(9))
                        .retrain())
                .isTrue();
        assertThat(retrainWhen(ks("delay").above(0.2))
                        .decide(List.of(empty), List.of(), day(9))
                        .retrain())
                .isFalse();
        assertThat(retrainWhen(cramersV("delay").above(0.2))
                        .decide(distances(0.3), List.of(), day(9))
                        .sentences())
                .startsWith("window day 1 has no cramers v of delay");
    }

    @Test
    void theSameStatisticsGiveTheSameDecisionAtAnyTime() {
        RetrainRule rule = retrainWhen(ks("delay").above(0.2).forWindows(2)).cooldown(DAY);
        List<DriftStatistic> then = distances(0.3, 0.3);
        List<DriftStatistic> later = new ArrayList<>(distances(0.3, 0.3, 0.01, 0.01));
        Collections.shuffle(later, new Random(1));
        List<DriftStatistic> stored =
                later.stream().map(one -> DriftStatistic.of(one.toMap())).toList();

        assertThat(rule.decide(stored, List.of(day(3)), day(2))).isEqualTo(rule.decide(then, List.of(), day(2)));
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThatThrownBy(() -> ks("delay").above(Double.NaN)).hasMessageContaining("threshold of ks of delay is NaN");
        assertThatThrownBy(() -> ks("delay").above(1).forWindows(0)).hasMessage("forWindows is 0; give at least 1");
        assertThatThrownBy(() -> retrainWhen(ks("delay").above(1)).budget(0, DAY))
                .hasMessage("the budget is 0; give at least 1");
        assertThatThrownBy(() -> retrainWhen(ks("delay").above(1)).cooldown(DAY.negated()))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> retrainWhen(ks("delay").above(1)).minimumSample(0))
                .hasMessageContaining("minimumSample");
    }
}
