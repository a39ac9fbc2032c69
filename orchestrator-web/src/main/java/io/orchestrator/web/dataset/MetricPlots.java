package io.orchestrator.web.dataset;

import io.orchestrator.web.plot.Figures;
import io.orchestrator.web.plot.Plot;
import io.orchestrator.web.plot.Plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plot for each metric of versions; {@code baseline_x}, where it is there, lies beside {@code x}. */
final class MetricPlots {

    private static final String BASELINE = "baseline_";
    private static final int MOST = 12;

    private MetricPlots() {}

    /** Whether it says nothing of the model: what a guess without one gives, how many rows were tried, how many of them are so. */
    static boolean isBeside(String metric) {
        return metric.startsWith(BASELINE) || metric.equals("rows") || metric.equals("rate");
    }

    static String figure(double value) {
        return Figures.of(value);
    }

    /**
     * @param labels of the versions, the oldest first
     * @param metrics an object for each version
     */
    static List<Plot> of(List<String> labels, List<JsonNode> metrics) {
        Set<String> names = new LinkedHashSet<>();
        metrics.reversed().forEach(one -> names.addAll(Metas.numbers(one).keySet()));
        return names.stream()
                .filter(name -> !isBeside(name))
                .limit(MOST)
                .map(name -> plot(name, names.contains(BASELINE + name), labels, metrics))
                .toList();
    }

    private static Plot plot(String name, boolean withBaseline, List<String> labels, List<JsonNode> metrics) {
        List<Series> series = new ArrayList<>();
        series.add(new Series(name, values(name, metrics)));
        if (withBaseline) {
            series.add(new Series("without a model", values(BASELINE + name, metrics)));
        }
        return new Plot(name, labels, series, List.of(), false);
    }

    private static List<@Nullable Double> values(String name, List<JsonNode> metrics) {
        List<@Nullable Double> values = new ArrayList<>();
        metrics.forEach(one -> values.add(Metas.number(one.path(name))));
        return values;
    }
}
