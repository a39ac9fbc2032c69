package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Gate.Sample;
import io.orchestrator.bench.engine.Gate.Samples;
import io.orchestrator.bench.yardstick.Yardstick;
import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All that was measured, by name, in the order in which it came. */
final class Results {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> samples = new LinkedHashMap<>();
    private final Map<Kind, List<Double>> yardsticks = new EnumMap<>(Kind.class);

    void put(String name, Object value) {
        values.put(name, value);
    }

    void figure(String name, double value) {
        values.put(name, Numbers.rounded(value));
    }

    /** A figure as the median of accepted samples; each sample is kept with its yardsticks. */
    <T> double median(String name, Samples<T> taken, ToDoubleFunction<Sample<T>> figure) {
        double median = taken.median(figure);
        figure(name, median);
        samples.put(
                name, taken.all().stream().map(sample -> told(sample, figure)).toList());
        return median;
    }

    private static <T> Map<String, Object> told(Sample<T> sample, ToDoubleFunction<Sample<T>> figure) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("value", Numbers.rounded(figure.applyAsDouble(sample)));
        told.put("accepted", sample.isAccepted());
        told.put("before", told(sample.before()));
        told.put("after", told(sample.after()));
        return told;
    }

    private static Map<String, Object> told(Yardstick yardstick) {
        Map<String, Object> told = new LinkedHashMap<>();
        yardstick.perSecond().forEach((kind, rate) -> told.put(name(kind), Math.round(rate)));
        return told;
    }

    void add(Yardstick yardstick) {
        yardstick
                .perSecond()
                .forEach((kind, rate) -> yardsticks
                        .computeIfAbsent(kind, none -> new ArrayList<>())
                        .add(Numbers.rounded(rate)));
    }

    /** What was measured under a name, if it was. */
    OptionalDouble get(String name) {
        return values.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** What is written to the file. */
    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(values);
        yardsticks.forEach((kind, rates) -> all.put(name(kind), rates));
        all.put("samples", samples);
        return all;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
