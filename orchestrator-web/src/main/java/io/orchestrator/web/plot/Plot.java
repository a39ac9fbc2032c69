package io.orchestrator.web.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines over things in an order: windows, versions.
 *
 * @param title what is drawn, in a few words; also for those who do not see it
 * @param labels of the things, as many as each series has values
 * @param thresholds drawn as lines across
 * @param fromZero whether the scale begins at zero; else it shows differences
 */
public record Plot(
        String title, List<String> labels, List<Series> series, List<Threshold> thresholds, boolean fromZero) {

    /** How many lines have a colour of their own. */
    public static final int MOST_SERIES = 6;

    public Plot {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        thresholds = List.copyOf(thresholds);
    }

    /** @param values null: there is none, and the line is broken */
    public record Series(String name, List<@Nullable Double> values) {

        /** Whether there is any value. */
        public boolean isEmpty() {
            return values.stream().allMatch(Objects::isNull);
        }
    }

    public record Threshold(String name, double value) {}

    /** All numbers that have to be seen. */
    List<Double> numbers() {
        List<Double> numbers = new ArrayList<>();
        for (Series one : series) {
            for (@Nullable Double value : one.values()) {
                if (value != null && Double.isFinite(value)) {
                    numbers.add(value);
                }
            }
        }
        thresholds.forEach(threshold -> numbers.add(threshold.value()));
        return numbers;
    }

    /** Whether there is nothing to draw. */
    public boolean isEmpty() {
        return series.stream().allMatch(Series::isEmpty);
    }

    /** The markup: an image in words and lines, every text in it escaped. */
    public String svg() {
        return PlotSvg.of(this);
    }
}
