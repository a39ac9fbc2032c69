package io.orchestrator.bench.engine;

import io.orchestrator.bench.yardstick.Yardstick;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import io.orchestrator.bench.yardstick.Yardsticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** Takes samples with yardsticks before and after each, and rejects those during which the machine changed. */
final class Gate {

    /** The yardsticks around a sample may differ by this factor. */
    static final double ALIKE = 1.5;

    private final Yardsticks yardsticks;
    private final Results results;
    private final int wanted;

    /** @param wanted how many accepted samples each measurement should have */
    Gate(Yardsticks yardsticks, Results results, int wanted) {
        this.yardsticks = yardsticks;
        this.results = results;
        this.wanted = wanted;
    }

    /**
     * A measured value and the yardsticks around it.
     *
     * @param value in the measurement's own unit
     */
    record Sample<T>(T value, Yardstick before, Yardstick after) {

        boolean isAccepted() {
            return before.isLike(after, ALIKE);
        }

        Yardstick yardstick() {
            return before.mean(after);
        }
    }

    /** All samples of a measurement. */
    record Samples<T>(List<Sample<T>> all) {

        List<Sample<T>> accepted() {
            return all.stream().filter(Sample::isAccepted).toList();
        }

        /** Over the accepted samples; over all where none was accepted, which the count of the accepted ones tells. */
        double median(ToDoubleFunction<Sample<T>> figure) {
            List<Sample<T>> counted = accepted().isEmpty() ? all : accepted();
            return Numbers.median(counted.stream().mapToDouble(figure).toArray());
        }
    }

    /**
     * Measures until enough samples are accepted, at most twice as often.
     *
     * @param kinds the yardsticks by which the measurement is judged
     */
    <T> Samples<T> take(String what, Set<Kind> kinds, Callable<T> measurement) throws Exception {
        Samples<T> samples = new Samples<>(new ArrayList<>());
        Yardstick before = yardstick(kinds);
        while (samples.accepted().size() < wanted && samples.all().size() < 2 * wanted) {
            T value = measurement.call();
            Yardstick after = yardstick(kinds);
            Sample<T> sample = new Sample<>(value, before, after);
            samples.all().add(sample);
            Progress.say(
                    "%s: %s%s", what, value, sample.isAccepted() ? "" : " (rejected: the yardsticks around it differ)");
            before = after;
        }
        return samples;
    }

    private Yardstick yardstick(Set<Kind> kinds) throws Exception {
        Yardstick yardstick = yardsticks.take(kinds);
        results.add(yardstick);
        return yardstick;
    }
}
