package io.orchestrator.sdk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProcessTask} has said in its messages.
 *
 * @param outputs by key, as JSON has them: String, Boolean, Long, Double, List, Map or null
 * @param metrics by name
 */
public record ProcessResult(Map<String, @Nullable Object> outputs, Map<String, Double> metrics) {

    /**
     * An output that is a text.
     *
     * @throws ProcessException if the process did not give it, or not as a text
     */
    public String text(String key) {
        if (outputs.get(key) instanceof String text) {
            return text;
        }
        throw missing(key, "a text");
    }

    /**
     * An output that is a number.
     *
     * @throws ProcessException if the process did not give it, or not as a number
     */
    public double number(String key) {
        if (outputs.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw missing(key, "a number");
    }

    /**
     * A metric.
     *
     * @throws ProcessException if the process did not give it
     */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new ProcessException("the process gave no metric '" + name + "'; it gave " + metrics.keySet());
        }
        return value;
    }

    private ProcessException missing(String key, String expected) {
        return new ProcessException(
                outputs.containsKey(key)
                        ? "the output '" + key + "' of the process is " + Json.write(outputs.get(key)) + ", expected "
                                + expected
                        : "the process gave no output '" + key + "'; it gave " + outputs.keySet());
    }
}
