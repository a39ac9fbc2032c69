package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.engine.AssetBench;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.DagGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The cases of assets that are told step by step. */
final class AssetScripts {

    private static final String CONSUMER = "consumer";

    private AssetScripts() {}

    static void check(String topic, JsonNode json) {
        switch (json.path("feature").asString()) {
            case "disabled_consumer" -> disabled(Case.of(topic, json, "steps"));
            case "max_active_runs" -> room(Case.of(topic, json, "condition", "max_active_runs", "steps"));
            case "reference" -> reference(Case.of(topic, json, "asset", "condition", "steps"));
            case "inactive" -> inactive(Case.of(topic, json, "steps"));
            default -> fail("the script '%s' is not known", json.path("feature"));
        }
    }

    /** A run needs more than one asset, so that what is queued can be seen. */
    private static void disabled(Case testCase) {
        AssetBench bench = new AssetBench();
        DagGraph producer = AssetBench.producer("producer", AssetBench.asset("a"));
        DagGraph consumer = AssetBench.follower(
                CONSUMER, new AssetCondition.All(List.of(AssetBench.asset("a"), AssetBench.asset("b"))), 16);
        bench.deploy(producer, consumer);
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("consumer", "event", "expect_events", "expect_queue");
            switch (step.required("consumer").asString()) {
                case "stale" -> bench.deploy(producer);
                case "paused" -> bench.pause(CONSUMER, true);
                case "enabled again", "unpaused" -> {
                    bench.deploy(producer, consumer);
                    bench.pause(CONSUMER, false);
                }
                default -> fail("what the consumer is in %s is not known", step);
            }
            bench.cause("a");
            bench.look();
            assertThat(bench.events()).hasSize(step.required("expect_events").size());
            assertThat(bench.queued().stream().map(QueuedAsset::dagId))
                    .isEqualTo(step.required("expect_queue")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
        assertThat(bench.runs(CONSUMER)).isEmpty();
    }

    /** A run that is needed is made. */
    private static void room(Case testCase) {
        JsonNode condition = testCase.json().required("condition");
        AssetBench bench = new AssetBench();
        DagGraph producer = AssetBench.producer(
                "producer",
                new TreeSet<>(AssetsTopic.standing(condition).values().stream()
                                .flatMap(List::stream)
                                .toList())
                        .stream().map(AssetBench::asset).toArray(AssetCondition.Leaf[]::new));
        int limit = testCase.json().required("max_active_runs").asInt();
        bench.deploy(producer, AssetBench.follower(CONSUMER, AssetsTopic.condition(condition), limit));
        AssetsTopic.standing(condition)
                .forEach((alias, assets) -> assets.forEach(asset -> {
                    bench.pause(CONSUMER, true);
                    bench.cause(asset, List.of(alias));
                    bench.pause(CONSUMER, false);
                }));
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("event", "one_run", "max_active_runs", "expect_run_needed");
            int before = bench.runs(CONSUMER).size();
            if (step.has("one_run")) {
                // The run of the step before is there; what comes now waits for its end.
                assertThat(step.path("one_run").asString()).isIn("queued", "running");
                bench.cause("a");
            } else if (step.has("event")) {
                bench.cause(step.path("event").asString());
            }
            if (step.has("max_active_runs")) {
                bench.deploy(
                        producer,
                        AssetBench.follower(
                                CONSUMER,
                                AssetsTopic.condition(condition),
                                step.path("max_active_runs").asInt()));
            }
            bench.look();
            assertThat(bench.runs(CONSUMER).size() > before)
                    .as("%s", step)
                    .isEqualTo(step.required("expect_run_needed").asBoolean());
        }
    }

    private static void reference(Case testCase) {
        JsonNode given = testCase.json().required("asset");
        AssetSpec asset = new AssetSpec(
                given.required("name").asString(), given.required("uri").asString(), "asset", Map.of());
        AssetCondition.Leaf reference = switch (testCase.text("condition")) {
            case "reference by name" -> new AssetCondition.Named(asset.name());
            case "reference by uri" -> new AssetCondition.At(asset.uri());
            default ->
                throw new AssertionError("the condition '%s' is not known".formatted(testCase.text("condition")));
        };
        AssetBench bench = new AssetBench();
        bench.deploy(
                AssetBench.producer("producer", new AssetCondition.Asset(asset)),
                AssetBench.follower(CONSUMER, reference, 16));
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("event", "expect_queue", "expect_run_needed");
            if (step.has("event")) {
                assertThat(step.path("event").asString()).isEqualTo("the asset");
                bench.cause(asset);
            }
            assertThat(bench.queued().stream().map(QueuedAsset::dagId))
                    .isEqualTo(step.required("expect_queue")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
            bench.look();
            if (step.has("expect_run_needed")) {
                assertThat(!bench.runs(CONSUMER).isEmpty())
                        .isEqualTo(step.path("expect_run_needed").asBoolean());
            }
        }
    }

    private static void inactive(Case testCase) {
        AssetBench bench = new AssetBench();
        List<String> known = new ArrayList<>();
        for (JsonNode step : testCase.json().required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("definition", "cleanup", "expect_active", "expect_orphaned");
            if (step.has("definition")) {
                JsonNode definition = step.path("definition");
                AssetCondition.Leaf[] outlets = leaves(definition.path("outlets"));
                bench.deploy(AssetBench.follower(
                                "dag", new AssetCondition.All(List.of(leaves(definition.required("schedule")))), 16)
                        .toBuilder()
                        .tasks(AssetBench.producer("dag", outlets).tasks())
                        .build());
                definition.forEach(names -> names.forEach(name -> known.add(name.asString())));
            }
            if (step.path("cleanup").asBoolean(false)) {
                bench.tidy();
            }
            List<String> active = names(step.required("expect_active"));
            assertThat(bench.active().stream().map(AssetKey::name)).containsExactlyInAnyOrderElementsOf(active);
            List<String> orphaned = new ArrayList<>(new TreeSet<>(known));
            orphaned.removeAll(active);
            assertThat(orphaned).isEqualTo(names(step.required("expect_orphaned")));
        }
    }

    private static AssetCondition.Leaf[] leaves(JsonNode names) {
        return names.valueStream()
                .map(name -> AssetBench.asset(name.asString()))
                .toArray(AssetCondition.Leaf[]::new);
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
