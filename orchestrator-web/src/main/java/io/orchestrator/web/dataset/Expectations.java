package io.orchestrator.web.dataset;

import io.orchestrator.web.plot.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads results as Great Expectations writes them, of 0.18 and of 1.x, into lines that people read. */
final class Expectations {

    private static final int MOST = 500;
    private static final int MOST_VALUES = 8;
    private static final int LONGEST = 300;
    private static final String PREFIX = "expect_";

    private Expectations() {}

    /**
     * One expectation and what was found.
     *
     * @param column empty: it is about the table, or several columns
     * @param about its other arguments
     * @param found what was observed, or how many values are not so
     * @param values some that are not so
     */
    record Line(String name, String column, String about, String found, String values, boolean success) {}

    /** Empty if it is no such result. */
    static List<Line> of(JsonNode details) {
        return details.path("results")
                .valueStream()
                .filter(result -> result.path("expectation_config").isObject())
                .limit(MOST)
                .map(Expectations::line)
                .toList();
    }

    private static Line line(JsonNode result) {
        var config = result.path("expectation_config");
        var type = Metas.text(config.has("type") ? config.path("type") : config.path("expectation_type"));
        var arguments = config.path("kwargs");
        var found = result.path("result");
        return new Line(
                (type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type).replace('_', ' '),
                Metas.text(arguments.path("column")),
                arguments
                        .propertyStream()
                        .filter(one -> !one.getKey().equals("column")
                                && !one.getKey().equals("batch_id")
                                && !one.getValue().isNull())
                        .map(one -> one.getKey().replace('_', ' ') + " " + cut(value(one.getValue())))
                        .collect(Collectors.joining(", ")),
                found(result, found),
                found.path("partial_unexpected_list")
                        .valueStream()
                        .limit(MOST_VALUES)
                        .map(Expectations::value)
                        .map(Expectations::cut)
                        .collect(Collectors.joining(", ")),
                result.path("success").asBoolean(false));
    }

    private static String found(JsonNode result, JsonNode found) {
        var fault = result.path("exception_info").path("exception_message");
        if (fault.isString()) {
            return cut(fault.stringValue());
        }
        List<String> said = new ArrayList<>();
        if (found.has("observed_value")) {
            said.add(cut(value(found.path("observed_value"))));
        }
        if (found.path("unexpected_count").isNumber()) {
            var percent = Metas.number(found.path("unexpected_percent"));
            said.add("%s of %s are not so%s"
                    .formatted(
                            value(found.path("unexpected_count")),
                            value(found.path("element_count")),
                            percent == null || percent == 0 ? "" : " (%s %%)".formatted(Figures.of(percent))));
        }
        if (found.path("missing_count").asLong(0) > 0) {
            said.add(value(found.path("missing_count")) + " missing");
        }
        return String.join(", ", said);
    }

    private static String value(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(Expectations::value).collect(Collectors.joining(", "))
                : Metas.text(value);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
