package io.orchestrator.web.openapi;

import io.orchestrator.web.api.RefusedParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Operations as Airflow's description has them, without the parameters that are refused here. */
final class AirflowOperations {

    private static final int NOT_IMPLEMENTED = 501;

    private AirflowOperations() {}

    /** @param refusal why it is answered with 501; null: it is answered */
    static ObjectNode describe(JsonNode known, @Nullable String refusal) {
        var id = known.get("id").stringValue();
        var operation = JsonNodeFactory.instance.objectNode().put("operationId", id);
        if (refusal != null) {
            operation.put("description", "Not supported here: " + refusal).put("deprecated", true);
        }
        parameters(known, id, operation);
        if (known.has("body") && !known.get("body").isNull()) {
            var body = operation.putObject("requestBody");
            body.putObject("content")
                    .putObject("application/json")
                    .set("schema", AirflowFacts.placed(known.get("body")));
        }
        var responses = operation.putObject("responses");
        if (refusal != null) {
            responses.set(String.valueOf(NOT_IMPLEMENTED), OpenApi.response(NOT_IMPLEMENTED));
            return operation;
        }
        for (var response : known.get("responses").properties()) {
            var described = OpenApi.response(Integer.parseInt(response.getKey()));
            for (var type : response.getValue().properties()) {
                described
                        .withObjectProperty("content")
                        .putObject(type.getKey())
                        .set("schema", AirflowFacts.placed(type.getValue()));
            }
            responses.set(response.getKey(), described);
        }
        return operation;
    }

    private static void parameters(JsonNode known, String id, ObjectNode operation) {
        var parameters = operation.putArray("parameters");
        for (var parameter : known.get("parameters")) {
            var name = parameter.get("name").stringValue();
            if (!RefusedParameters.of(id).contains(name)) {
                var place = parameter.get("in").stringValue();
                var described = parameters.addObject().put("name", name).put("in", place);
                described.put(
                        "required",
                        place.equals("path") || parameter.path("required").asBoolean(false));
                described.set("schema", AirflowFacts.placed(parameter.get("schema")));
            }
        }
    }
}
