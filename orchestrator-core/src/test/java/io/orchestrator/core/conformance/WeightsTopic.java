package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.ReadyTask;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WeightRule;
import io.orchestrator.sdk.Task;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The weights that order starting. */
final class WeightsTopic implements TopicRunner {

    private static final Pattern CONSTANT = Pattern.compile("always (-?\\d+)");
    private static final Pattern PER_TRY = Pattern.compile("max\\((-?\\d+) - try_number \\+ (-?\\d+), (-?\\d+)\\)");
    private static final Pattern PER_INDEX = Pattern.compile("max\\(map index, (-?\\d+)\\) \\* (-?\\d+)");

    @Override
    public String topic() {
        return "weights";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("feature").asString()) {
            case "layered", "shared_paths_count_once" ->
                totals(Case.of(
                        topic(),
                        json,
                        "tasks",
                        "edges",
                        "graph",
                        "weight_rule",
                        "default_rule",
                        "expect_total_weight"));
            case "custom_strategy" ->
                formula(Case.of(topic(), json, "strategy", "map_index", "try_number", "expect_weight"));
            case "clamp" -> clamp(Case.of(topic(), json, "weight", "expect_stored"));
            case "deferred_order" -> deferredOrder(Case.of(topic(), json, "waiting", "expect_order"));
            case "validation" -> validation(Case.of(topic(), json, "weight_rule", "priority_weight", "expect"));
            default -> fail("the feature '%s' is not known", json.path("feature"));
        }
    }

    private static void totals(Case testCase) {
        GraphOf described = GraphOf.of(testCase.json());
        if (!testCase.flag("default_rule")) {
            described.weights(testCase.text("weight_rule"));
        }
        TaskGraph graph = described.build();
        testCase.json()
                .required("expect_total_weight")
                .propertyStream()
                .forEach(expected -> assertThat(graph.weight(graph.indexOf(expected.getKey()), 1, -1))
                        .as(expected.getKey())
                        .isEqualTo(expected.getValue().asInt()));
    }

    private static void formula(Case testCase) {
        assertThat(weight(
                        strategy(testCase.text("strategy")),
                        1,
                        testCase.json().path("try_number").asInt(0),
                        testCase.json().path("map_index").asInt(-1)))
                .isEqualTo(testCase.json().required("expect_weight").asInt());
    }

    /** What a strategy in words is as a formula of ours. */
    private static WeightRule strategy(String words) {
        Matcher constant = CONSTANT.matcher(words);
        if (constant.matches()) {
            int weight = Integer.parseInt(constant.group(1));
            return new WeightRule.Formula(weight, 0, 0, weight);
        }
        Matcher perTry = PER_TRY.matcher(words);
        if (perTry.matches()) {
            return new WeightRule.Formula(
                    Integer.parseInt(perTry.group(1)) + Integer.parseInt(perTry.group(2)),
                    -1,
                    0,
                    Integer.parseInt(perTry.group(3)));
        }
        Matcher perIndex = PER_INDEX.matcher(words);
        assertThat(perIndex.matches()).as("a strategy that is known: %s", words).isTrue();
        int factor = Integer.parseInt(perIndex.group(2));
        return new WeightRule.Formula(0, 0, factor, factor * Integer.parseInt(perIndex.group(1)));
    }

    private static int weight(WeightRule rule, int own, int tryNumber, int mapIndex) {
        return TaskGraph.of(new GraphOf().definitionOf(List.of(task("t", rule, own))))
                .weight(0, tryNumber, mapIndex);
    }

    private static TaskSpec task(String id, WeightRule rule, int weight, String... after) {
        return TaskSpec.builder(id)
                .after(after)
                .priorityWeight(weight)
                .weightRule(rule)
                .build();
    }

    /** A weight of ours is an int; a sum of them may be larger. */
    private static void clamp(Case testCase) {
        long weight = testCase.json().required("weight").asLong();
        int half = (int) Math.clamp(weight / 2, Integer.MIN_VALUE, Integer.MAX_VALUE);
        int other = (int) Math.clamp(weight - half, Integer.MIN_VALUE, Integer.MAX_VALUE);
        TaskGraph graph = TaskGraph.of(new GraphOf()
                .definitionOf(List.of(
                        task("a", new WeightRule.Downstream(), half),
                        task("b", new WeightRule.Downstream(), other, "a"),
                        task("c", new WeightRule.Downstream(), rest(weight - half - other), "b"))));
        assertThat(graph.weight(0, 1, -1))
                .isEqualTo(testCase.json().required("expect_stored").asInt());
    }

    private static int rest(long weight) {
        return (int) Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * When the waits of several tasks are over at once, they go on in the order in which tasks start. What has no weight in the case
     * serves no task: something that starts runs comes after all tasks here too, and what nothing waits for is not there.
     */
    private static void deferredOrder(Case testCase) {
        Map<ReadyTask, String> waiting = new TreeMap<>();
        int number = 0;
        for (JsonNode one : testCase.json().required("waiting")) {
            assertThat(one.propertyNames()).isSubsetOf("id", "weight", "created", "used_by");
            int weight = one.required("weight").isNull()
                    ? Integer.MIN_VALUE
                    : one.path("weight").asInt();
            if (!one.path("used_by").asString("").equals("nothing")) {
                long run = one.required("created").asLong();
                waiting.put(
                        ConcurrencyTopic.ready(run, number++, "default_pool", weight),
                        one.required("id").asString());
            }
        }
        assertThat(List.copyOf(waiting.values())).isEqualTo(testCase.texts("expect_order"));
    }

    private static void validation(Case testCase) {
        String ours;
        if (testCase.json().has("priority_weight")) {
            // An author who gives a text does not get past the compiler.
            ours = Arrays.stream(Task.class.getMethods())
                            .filter(method -> method.getName().equals("priorityWeight"))
                            .map(Method::getParameterTypes)
                            .allMatch(types -> types.length == 1 && types[0] == int.class)
                    ? "rejected"
                    : "accepted";
        } else {
            String rule = testCase.text("weight_rule");
            var json = Json.MAPPER.createObjectNode().put("type", rule);
            if (testCase.text("expect").equals("rejected")) {
                assertThatThrownBy(() -> Json.MAPPER.treeToValue(json, WeightRule.class))
                        .hasMessageContaining(rule);
                return;
            }
            ours = Json.MAPPER.treeToValue(json, WeightRule.class) == null ? "rejected" : "accepted";
        }
        assertThat(ours).isEqualTo(testCase.text("expect"));
    }
}
