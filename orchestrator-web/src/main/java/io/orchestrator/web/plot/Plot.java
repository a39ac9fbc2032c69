package io.orchestrator.web.plot;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

        public Series {
            values = Collections.unmodifiableList(values);
        }
    }

    public record Threshold(String name, double value) {}

    /** All numbers that have to be seen. */
    List<Double> numbers() {
        return Stream.concat(
                        series.stream()
                                .flatMap(one -> one.values().stream())
                                .filter(Objects::nonNull)
                                .filter(Double::isFinite),
                        thresholds.stream().map(Threshold::value))
                .toList();
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return series.stream().flatMap(one -> one.values().stream()).noneMatch(Objects::nonNull);
    }

    /** The markup: an image in words and lines, every text in it escaped. */
    public String svg() {
        return PlotSvg.of(this);
    }
}
