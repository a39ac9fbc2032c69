package io.orchestrator.web.api;

import io.orchestrator.web.openapi.AirflowFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What Airflow's description of its API (stable REST API v2, of version 3.2.1) says of each operation: the facts without the
 * words.
 */
final class Described {

    private static final JsonNode ALL = new AirflowFacts().all();

    private static final Map<String, Operation> BY_ID = StreamSupport.stream(
                    ALL.get("operations").spliterator(), false)
            .map(Operation::of)
            .collect(Collectors.toMap(Operation::id, Function.identity()));

    private Described() {}

    /** A parameter of the query or the path. */
    record Parameter(String name, String place, JsonNode schema) {}

    record Operation(String method, String path, String id, List<Parameter> parameters, JsonNode responses) {

        private static Operation of(JsonNode json) {
            var parameters = new ArrayList<Parameter>();
            json.get("parameters")
                    .forEach(one -> parameters.add(new Parameter(
                            one.get("name").stringValue(), one.get("in").stringValue(), one.get("schema"))));
            return new Operation(
                    json.get("method").stringValue(),
                    json.get("path").stringValue(),
                    json.get("id").stringValue(),
                    parameters,
                    json.get("responses"));
        }

        List<Parameter> queryParameters() {
            return parameters.stream()
                    .filter(parameter -> parameter.place().equals("query"))
                    .toList();
        }

        /** What is wrong with an answer; empty: it is as described. */
        List<String> faults(ApiClient.Answer answer) {
            var described = responses.get(String.valueOf(answer.status()));
            if (described == null) {
                return List.of("status %d is not described: %s".formatted(answer.status(), answer.body()));
            }
            var schema = described.get("application/json");
            if (schema == null || schema.isEmpty() || !answer.type().startsWith("application/json")) {
                return List.of();
            }
            return new SchemaCheck(ALL.get("schemas")).faults(answer.json(), schema);
        }
    }

    /** In the order of their paths. */
    static List<Operation> operations() {
        return BY_ID.values().stream()
                .sorted((one, other) -> (one.path() + one.method()).compareTo(other.path() + other.method()))
                .toList();
    }

    static Operation operation(String id) {
        return Objects.requireNonNull(BY_ID.get(id), id);
    }

    /** What is wrong with a part of an answer, by the name of its schema. */
    static List<String> faults(JsonNode json, String schema) {
        return new SchemaCheck(ALL.get("schemas"))
                .faults(json, ALL.get("schemas").get(schema));
    }
}
