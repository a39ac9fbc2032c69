package io.orchestrator.core.params;

import io.orchestrator.protocol.graph.ParamsSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The params of a run: what was given, what the DAG says where nothing was, and whether all of it is allowed. */
public sealed interface RunParams {

    /** @param values an object with a field for each param; null where an optional one was not given */
    record Accepted(JsonNode values) implements RunParams {}

    /** @param faults at least one */
    record Refused(List<Fault> faults) implements RunParams {}

    /** @param given an object */
    static RunParams of(ParamsSpec spec, JsonNode given) {
        ObjectNode values = merge(defaults(spec), given);
        List<Fault> faults = SchemaCheck.faults("", spec.schema(), values);
        if (!faults.isEmpty()) {
            return new Refused(faults);
        }
        spec.schema().path("properties").propertyNames().forEach(name -> {
            if (!values.has(name)) {
                values.putNull(name);
            }
        });
        return new Accepted(values);
    }

    /** The params of a run that its schedule starts, for which everything required has a default. */
    static ObjectNode ofScheduled(@Nullable ParamsSpec spec) {
        return spec == null ? JsonNodeFactory.instance.objectNode() : defaults(spec);
    }

    /** What a run has where it is given nothing. Not checked: a default may be one that has to be changed. */
    static ObjectNode defaults(ParamsSpec spec) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        spec.schema().path("properties").propertyStream().forEach(property -> {
            if (property.getValue().has("default")) {
                defaults.set(property.getKey(), property.getValue().path("default"));
            }
        });
        return defaults;
    }

    /** Field by field; what comes later wins, a JSON null too. */
    static ObjectNode merge(JsonNode... objects) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (JsonNode object : objects) {
            object.propertyStream().forEach(field -> merged.set(field.getKey(), field.getValue()));
        }
        return merged;
    }
}
