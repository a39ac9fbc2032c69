package io.orchestrator.runner;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ParamsSpec;
import io.orchestrator.sdk.ParamsDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what the runs of a DAG may be given. */
final class ParamsSpecs {

    /** Unlike the values of tasks, numbers stay numbers, since people type them. */
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();

    private ParamsSpecs() {}

    /** What a run is given. */
    static JsonNode values(Object params) {
        return MAPPER.valueToTree(params);
    }

    static ParamsSpec of(ParamsDefinition params) {
        ObjectNode schema = MAPPER.valueToTree(params.schema());
        if (params.defaults() != null) {
            JsonNode defaults = MAPPER.valueToTree(params.defaults());
            schema.withObject("/properties")
                    .propertyStream()
                    .forEach(property ->
                            ((ObjectNode) property.getValue()).set("default", defaults.path(property.getKey())));
        }
        return new ParamsSpec(schema);
    }
}
