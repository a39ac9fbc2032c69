package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.engine.AssetBench;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.worker.AssetUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which events the end of a task causes, in the production loop. */
final class AssetProduction {

    private AssetProduction() {}

    static void check(String topic, JsonNode json) {
        Case testCase = Case.of(
                topic,
                json,
                "task_ends",
                "outlets",
                "consumers",
                "task_sets",
                "task_adds",
                "active_assets",
                "inactive_assets",
                "active",
                "task_uses",
                "expect_events",
                "expect_queue_entries",
                "expect_event_list",
                "expect_alias_stands_for",
                "expect_active_after",
                "expect_task",
                "expect_reason");
        if (json.has("task_uses")) {
            inactive(testCase);
        } else {
            produce(testCase);
        }
    }

    private static void produce(Case testCase) {
        JsonNode json = testCase.json();
        AssetBench bench = new AssetBench();
        bench.worker();
        boolean undeclared = json.path("outlets").toString().contains("nobody declared");
        List<AssetCondition.Leaf> outlets = new ArrayList<>();
        if (!undeclared) {
            json.required("outlets").forEach(outlet -> outlets.add(leaf(outlet.asString())));
        }
        List<DagGraph> graphs = new ArrayList<>();
        graphs.add(AssetBench.producer("producer", outlets.toArray(AssetCondition.Leaf[]::new)));
        json.path("active_assets")
                .forEach(asset -> graphs.add(
                        AssetBench.producer("other_" + asset.asString(), AssetBench.asset(asset.asString()))));
        for (int i = 0; i < json.path("consumers").asInt(0); i++) {
            AssetCondition both = new AssetCondition.All(List.of(outlets.getFirst(), AssetBench.asset("never")));
            graphs.add(AssetBench.follower("consumer_" + i, both, 16));
        }
        bench.deploy(graphs.toArray(DagGraph[]::new));
        end(testCase, bench, undeclared);
        verify(testCase, bench);
    }

    private static void end(Case testCase, AssetBench bench, boolean undeclared) {
        JsonNode json = testCase.json();
        String ends = testCase.optionalText("task_ends").orElse("success");
        if (ends.equals("removed")) {
            // It has no instance any more: nothing of it can succeed.
            bench.make("producer");
            bench.deploy(AssetBench.producer("consumer_0"));
            return;
        }
        bench.make("producer");
        switch (ends) {
            case "success" -> bench.succeed(updates(json, undeclared).toArray(AssetUpdate[]::new));
            case "failed" -> bench.fail();
            case "skipped" -> bench.skip();
            default -> fail("the end '%s' is not known", ends);
        }
    }

    private static AssetCondition.Leaf leaf(String outlet) {
        return outlet.startsWith("alias ")
                ? new AssetCondition.Alias(outlet.substring("alias ".length()), "asset")
                : AssetBench.asset(outlet);
    }

    private static List<AssetUpdate> updates(JsonNode json, boolean undeclared) {
        List<AssetUpdate> updates = new ArrayList<>();
        if (undeclared) {
            updates.add(update("nobody's", null, json.path("nothing")));
        }
        json.path("task_sets").forEach(one -> {
            assertThat(one.propertyNames()).isSubsetOf("asset", "extra");
            updates.add(update(one.required("asset").asString(), null, one.path("extra")));
        });
        json.path("task_adds").forEach(one -> {
            assertThat(one.propertyNames()).isSubsetOf("alias", "asset", "extra");
            updates.add(update(
                    one.required("asset").asString(), one.required("alias").asString(), one.path("extra")));
        });
        return updates;
    }

    private static AssetUpdate update(String asset, @Nullable String alias, JsonNode extra) {
        return new AssetUpdate(
                asset, asset, "asset", alias, extra.isObject() ? extra : JsonNodeFactory.instance.objectNode());
    }

    private static void verify(Case testCase, AssetBench bench) {
        JsonNode json = testCase.json();
        if (json.has("expect_events")) {
            assertThat(bench.events()).hasSize(json.path("expect_events").asInt());
        }
        if (json.has("expect_queue_entries")) {
            assertThat(bench.queuedEvents())
                    .isEqualTo(json.path("expect_queue_entries").asInt());
        }
        if (json.has("expect_event_list")) {
            assertThat(bench.events().stream().map(event -> seen(event, json)))
                    .containsExactlyInAnyOrderElementsOf(
                            json.path("expect_event_list").valueStream().toList());
        }
        json.path("expect_alias_stands_for")
                .propertyStream()
                .forEach(alias -> assertThat(
                                bench.standsFor(alias.getKey()).stream().map(AssetKey::name))
                        .containsExactlyInAnyOrderElementsOf(alias.getValue()
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()));
        if (json.has("expect_active_after")) {
            assertThat(bench.active().stream().map(AssetKey::name))
                    .containsExactlyInAnyOrderElementsOf(testCase.texts("expect_active_after"));
        }
    }

    /** As the case has it: aliases only where it names some. */
    private static JsonNode seen(NewAssetEvent event, JsonNode json) {
        var node = Json.MAPPER.createObjectNode();
        node.put("asset", event.asset().name());
        node.set("extra", event.extra());
        if (json.path("expect_event_list").toString().contains("\"aliases\"")) {
            var aliases = node.putArray("aliases");
            event.aliases().forEach(aliases::add);
        }
        return node;
    }

    private static void inactive(Case testCase) {
        JsonNode uses = testCase.json().required("task_uses");
        JsonNode first = testCase.json().required("active");
        assertThat(uses.propertyNames()).containsOnly("role", "name", "uri");
        AssetBench bench = new AssetBench();
        bench.worker();
        bench.deploy(AssetBench.producer("first", asset(first)));
        DagGraph second = uses.path("role").asString().equals("outlet")
                ? AssetBench.producer("second", asset(uses))
                : AssetBench.reader("second", asset(uses));
        bench.deploy(AssetBench.producer("first", asset(first)), second);
        DagRun run = bench.make("second");

        assertThat(bench.isAtWorker()).isFalse();
        assertThat(bench.instance(run).state().key()).isEqualTo(testCase.text("expect_task"));
        assertThat(bench.reason(run)).contains(testCase.text("expect_reason"));
    }

    private static AssetCondition.Asset asset(JsonNode json) {
        return new AssetCondition.Asset(new AssetSpec(
                json.required("name").asString(), json.required("uri").asString(), "asset", Map.of()));
    }
}
