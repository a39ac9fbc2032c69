package io.orchestrator.web.dataset;

import io.orchestrator.web.plot.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what producers say of their versions. It is theirs: whatever is not as expected counts as not said. */
final class Metas {

    private static final int MOST_METRICS = 40;

    private Metas() {}

    /** The numbers of an object, by name, in its order. */
    static Map<String, Double> numbers(JsonNode object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.properties().forEach(one -> {
            if (one.getValue().isNumber() && numbers.size() < MOST_METRICS) {
                numbers.put(one.getKey(), one.getValue().doubleValue());
            }
        });
        return numbers;
    }

    static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
    }

    /** As people read it; null and what is not there are empty. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isNumber()) {
            return Figures.of(value.doubleValue());
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
