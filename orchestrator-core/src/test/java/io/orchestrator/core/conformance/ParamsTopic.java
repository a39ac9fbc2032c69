package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.params.TypedText;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ParamsSpec;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What runs may be given. */
final class ParamsTopic implements TopicRunner {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public String topic() {
        return "params";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "resolve" ->
                resolve(Case.of(
                        topic(), json, "schema", "default", "value", "expect", "expect_value", "expect_reason"));
            case "define" -> define(Case.of(topic(), json, "default", "expect"));
            case "round_trip" -> roundTrip(Case.of(topic(), json, "param", "expect_same"));
            case "steps" -> steps(Case.of(topic(), json, "schema", "default", "lenient", "steps"));
            case "dump_all" -> dump(Case.of(topic(), json, "params", "expect"));
            case "trigger" -> trigger(Case.of(topic(), json, "params", "conf", "expect", "expect_reason"));
            case "merge" -> merge(Case.of(topic(), json, "workflow_params", "task_params", "conf", "expect_params"));
            case "typed_input" -> typed(Case.of(topic(), json, "input", "given", "expect", "expect_value"));
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    /** The one param of a case, called {@code p}; it must be given unless it has a default. */
    private static ParamsSpec spec(JsonNode schema, @Nullable JsonNode byDefault) {
        return spec(NODES.objectNode().set("p", property(schema, byDefault)));
    }

    private static ObjectNode property(JsonNode schema, @Nullable JsonNode byDefault) {
        ObjectNode property = RunParams.merge(schema);
        if (byDefault != null) {
            property.set("default", byDefault);
        }
        return property;
    }

    private static ParamsSpec spec(JsonNode properties) {
        ObjectNode schema = NODES.objectNode();
        schema.put("type", "object").set("properties", properties);
        var required = schema.putArray("required");
        properties
                .propertyStream()
                .filter(property -> !property.getValue().has("default"))
                .forEach(property -> required.add(property.getKey()));
        return new ParamsSpec(schema);
    }

    private static ObjectNode given(@Nullable JsonNode value) {
        ObjectNode given = NODES.objectNode();
        if (value != null) {
            given.set("p", value);
        }
        return given;
    }

    private static @Nullable JsonNode field(JsonNode json, String name) {
        return json.has(name) ? json.path(name) : null;
    }

    private static void resolve(Case testCase) {
        JsonNode json = testCase.json();
        RunParams ours =
                RunParams.of(spec(json.required("schema"), field(json, "default")), given(field(json, "value")));
        assertThat(ours instanceof RunParams.Accepted ? "accepted" : "error")
                .as("%s", ours)
                .isEqualTo(testCase.text("expect"));
        if (ours instanceof RunParams.Accepted accepted && json.has("expect_value")) {
            assertThat(accepted.values().path("p")).isEqualTo(json.path("expect_value"));
        }
        if (ours instanceof RunParams.Refused refused) {
            assertThat(refused.faults())
                    .allSatisfy(fault -> assertThat(fault.field()).startsWith("p"));
            testCase.optionalText("expect_reason").ifPresent(reason -> expectReason(refused, reason));
        }
    }

    private static void expectReason(RunParams.Refused refused, String reason) {
        boolean missing =
                refused.faults().stream().anyMatch(fault -> fault.problem().equals("is missing"));
        switch (reason) {
            case "no value" -> assertThat(missing).isTrue();
            case "invalid" -> assertThat(refused.faults()).isNotEmpty();
            default -> fail("the reason '%s' is not known", reason);
        }
    }

    private static void define(Case testCase) {
        JsonNode json = testCase.json().required("default");
        boolean inWords = json.isString() && json.asString().endsWith("(no JSON form)");
        assertThat(!inWords || json.asString().startsWith("a set ")).isTrue();
        // In Java a set has a JSON form: a list.
        JsonNode value = inWords ? Json.MAPPER.valueToTree(Set.of(1, 2)) : json;
        String ours = RunParams.of(spec(NODES.objectNode(), value), given(null)) instanceof RunParams.Accepted
                ? "accepted"
                : "error";
        DocumentedAnswers.settle(testCase, testCase.text("expect"), ours, () -> "no rule");
    }

    private static void roundTrip(Case testCase) {
        JsonNode param = testCase.json().required("param");
        assertThat(param.propertyNames()).isSubsetOf("default", "description", "schema");
        ObjectNode property =
                property(param.has("schema") ? param.path("schema") : NODES.objectNode(), field(param, "default"));
        if (param.has("description")) {
            property.set("description", param.path("description"));
        }
        ParamsSpec spec = spec(NODES.objectNode().set("p", property));
        ParamsSpec read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(spec), ParamsSpec.class);
        assertThat(testCase.texts("expect_same")).isSubsetOf("default", "description", "schema");
        assertThat(read).isEqualTo(spec);
        assertThat(read.schema().path("properties").path("p")).isEqualTo(property);
    }

    private static void steps(Case testCase) {
        ParamsSpec spec = spec(testCase.json().required("schema"), field(testCase.json(), "default"));
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("set", "expect", "expect_reason", "expect_value");
            ObjectNode given = given(step.required("set"));
            boolean accepted;
            JsonNode value;
            if (testCase.flag("lenient")) {
                value = RunParams.merge(RunParams.defaults(spec), given).path("p");
                accepted = true;
            } else {
                RunParams ours = RunParams.of(spec, given);
                accepted = ours instanceof RunParams.Accepted;
                value = ours instanceof RunParams.Accepted yes ? yes.values().path("p") : NODES.nullNode();
            }
            assertThat(accepted).isEqualTo(!step.required("expect").asString().equals("error"));
            if (step.has("expect_value")) {
                assertThat(value).isEqualTo(step.path("expect_value"));
            }
        }
    }

    private static void dump(Case testCase) {
        ObjectNode properties = NODES.objectNode();
        testCase.json()
                .required("params")
                .propertyStream()
                .forEach(param -> properties.set(param.getKey(), property(NODES.objectNode(), param.getValue())));
        assertThat(RunParams.of(spec(properties), NODES.objectNode()))
                .isEqualTo(new RunParams.Accepted(testCase.json().required("expect")));
    }

    private static void trigger(Case testCase) {
        ObjectNode properties = NODES.objectNode();
        testCase.json().required("params").propertyStream().forEach(param -> {
            assertThat(param.getValue().propertyNames()).isSubsetOf("schema", "default");
            properties.set(
                    param.getKey(),
                    property(
                            param.getValue().has("schema") ? param.getValue().path("schema") : NODES.objectNode(),
                            field(param.getValue(), "default")));
        });
        JsonNode conf = testCase.json().path("conf");
        RunParams ours = RunParams.of(spec(properties), conf.isObject() ? conf : NODES.objectNode());
        assertThat(ours instanceof RunParams.Accepted ? "accepted" : "rejected").isEqualTo(testCase.text("expect"));
        if (ours instanceof RunParams.Refused refused) {
            testCase.optionalText("expect_reason").ifPresent(reason -> expectReason(refused, reason));
        }
    }

    private static void merge(Case testCase) {
        JsonNode json = testCase.json();
        assertThat(RunParams.merge(json.path("workflow_params"), json.path("task_params"), json.path("conf")))
                .isEqualTo(json.required("expect_params"));
    }

    /** A declared type of another system as a schema of ours; the text is what a person types into the form. */
    private static void typed(Case testCase) {
        JsonNode input = testCase.json().required("input");
        ObjectNode schema = schema(input);
        String text = testCase.text("given");
        boolean given = !text.equals("<not given>");
        ObjectNode all = NODES.objectNode();
        all.put("type", "object").set("properties", NODES.objectNode().set("p", schema));
        if (input.path("required").asBoolean(true)) {
            all.putArray("required").add("p");
        }
        RunParams ours = RunParams.of(new ParamsSpec(all), given(given ? TypedText.read(schema, text) : null));
        assertThat(ours instanceof RunParams.Accepted ? "accepted" : "error")
                .as("%s", ours)
                .isEqualTo(testCase.text("expect"));
        if (ours instanceof RunParams.Accepted accepted && testCase.json().has("expect_value")) {
            JsonNode expected = testCase.json().path("expect_value");
            JsonNode value = accepted.values().path("p");
            assertThat(accepted.values().has("p")).isTrue();
            assertThat(value.isNumber() ? value.decimalValue() : value)
                    .isEqualTo(expected.isNumber() ? expected.decimalValue() : expected);
        }
    }

    private static ObjectNode schema(JsonNode input) {
        assertThat(input.propertyNames())
                .isSubsetOf("type", "required", "min", "max", "after", "before", "pattern", "values", "validator");
        String type = input.required("type").asString();
        ObjectNode schema = typed(type);
        if (type.equals("ENUM") || type.equals("SELECT")) {
            schema.set("enum", input.required("values"));
        }
        if (input.has("pattern") || input.has("validator")) {
            String pattern =
                    input.path("pattern").asString(input.path("validator").asString(""));
            schema.put("pattern", "^(?:" + pattern + ")$");
        }
        boolean isNumber = schema.path("type").asString("").matches("integer|number");
        for (String low : Set.of("min", "after")) {
            bound(schema, input, low, isNumber ? "minimum" : "formatMinimum");
        }
        for (String high : Set.of("max", "before")) {
            bound(schema, input, high, isNumber ? "maximum" : "formatMaximum");
        }
        return schema;
    }

    private static void bound(ObjectNode schema, JsonNode input, String field, String keyword) {
        if (input.has(field)) {
            schema.set(keyword, Objects.requireNonNull(input.get(field)));
        }
    }

    private static ObjectNode typed(String type) {
        ObjectNode schema = NODES.objectNode();
        if (type.startsWith("ARRAY of ")) {
            schema.put("type", "array").set("items", typed(type.substring("ARRAY of ".length())));
            return schema;
        }
        return switch (type) {
            case "STRING", "ENUM", "SELECT", "SECRET" -> schema.put("type", "string");
            case "INT" -> schema.put("type", "integer");
            case "FLOAT" -> schema.put("type", "number");
            case "BOOLEAN", "BOOL" -> schema.put("type", "boolean");
            case "DATE" -> schema.put("type", "string").put("format", "date");
            case "TIME" -> schema.put("type", "string").put("format", "time-local");
            case "DATETIME" -> schema.put("type", "string").put("format", "date-time");
            case "DURATION" -> schema.put("type", "string").put("format", "duration");
            case "URI" -> schema.put("type", "string").put("format", "uri");
            case "EMAIL" -> schema.put("type", "string").put("format", "email");
            case "JSON" -> {
                schema.putArray("type").add("object").add("array");
                yield schema;
            }
            default -> throw new AssertionError("the type " + type + " is not known");
        };
    }
}
