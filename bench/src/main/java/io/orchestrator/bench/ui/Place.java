package io.orchestrator.bench.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What addresses are about: a DAG with one of its runs and one of that's tasks, or a dataset with one of its versions.
 *
 * @param values by the names of the variables in addresses
 */
record Place(String name, Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    Place {
        values = Map.copyOf(values);
    }

    static Place of(String name, String dagId, String runId, String taskId, String attemptId, int mapIndex) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dagId", dagId);
        values.put("runId", runId.replace(":", "%3A").replace("+", "%2B"));
        values.put("taskId", taskId);
        values.put("attemptId", attemptId);
        values.put("mapIndex", Integer.toString(mapIndex));
        values.put("tryNumber", "1");
        values.put("version", "1");
        values.put("key", "return_value");
        return new Place(name, values);
    }

    /** @param quarantined the id of a version that is no version of it yet */
    static Place ofDataset(String name, long number, long assetId, long quarantined) {
        return new Place(
                name,
                Map.of(
                        "name", name,
                        "number", Long.toString(number),
                        "assetId", Long.toString(assetId),
                        "quarantined", Long.toString(quarantined)));
    }

    /** An address with this place's values; empty if it has others. */
    Optional<String> fill(String template) {
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (variable.find()) {
            String value = values.get(variable.group(1));
            if (value == null) {
                return Optional.empty();
            }
            variable.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return Optional.of(variable.appendTail(filled).toString());
    }
}
