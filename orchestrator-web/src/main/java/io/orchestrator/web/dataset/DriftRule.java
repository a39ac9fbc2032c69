package io.orchestrator.web.dataset;

import io.orchestrator.web.dataset.DriftView.Measure;
import io.orchestrator.web.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The thresholds in the words of a rule: {@code retrain when ks of delay above 0.05}. */
final class DriftRule {

    private static final Pattern THRESHOLD =
            Pattern.compile("\\(?(ks|psi|chi square|cramers v|missing) of (\\S{1,200}) above"
                    + " (-?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:E-?[0-9]{1,3})?)");

    private final List<Threshold> thresholds = new ArrayList<>();

    private record Threshold(String measure, String feature, double value) {}

    private DriftRule(String rule) {
        Matcher found = THRESHOLD.matcher(rule);
        while (found.find()) {
            thresholds.add(new Threshold(found.group(1), found.group(2), Double.parseDouble(found.group(3))));
        }
    }

    static DriftRule of(String rule) {
        return new DriftRule(rule);
    }

    /** To be drawn across a plot of that measure. */
    List<Plot.Threshold> of(Measure measure) {
        return thresholds.stream()
                .filter(one -> one.measure().equals(measure.words()))
                .map(one -> new Plot.Threshold("of %s: %s".formatted(one.feature(), one.value()), one.value()))
                .toList();
    }

    boolean isOver(Measure measure, String feature, double value) {
        return thresholds.stream()
                .anyMatch(one ->
                        one.measure().equals(measure.words()) && one.feature().equals(feature) && value > one.value());
    }
}
