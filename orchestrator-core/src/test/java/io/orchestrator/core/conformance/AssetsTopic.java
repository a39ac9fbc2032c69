package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.Follows;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.sdk.AssetEvent;
import io.orchestrator.sdk.AssetEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What assets are, which events tasks cause, and which runs follow from them. */
final class AssetsTopic implements TopicRunner {

    private static final Instant SOME = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String topic() {
        return "assets";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "evaluate" -> evaluate(Case.of(topic(), json, "condition", "updated", "expect_ready"));
            case "parse" -> AssetIdentity.parse(Case.of(topic(), json, "text", "expect_tree", "expect"));
            case "define" ->
                AssetIdentity.define(Case.of(
                        topic(),
                        json,
                        "field",
                        "value",
                        "why",
                        "expect",
                        "given",
                        "expect_name",
                        "expect_uri",
                        "expect_group"));
            case "uri" -> AssetIdentity.uri(Case.of(topic(), json, "uri", "expect_uri", "expect_warning"));
            case "scheme" -> AssetIdentity.scheme(Case.of(topic(), json, "uri", "expect_scheme"));
            case "equal" -> AssetIdentity.equal(Case.of(topic(), json, "first", "second", "expect_equal"));
            case "list_aliases" -> aliases(Case.of(topic(), json, "condition", "expect_aliases"));
            case "produce" -> AssetProduction.check(topic(), json);
            case "slice" -> slice(Case.of(topic(), json, "through", "events", "slice", "expect"));
            case "context" -> context(Case.of(topic(), json, "consumed", "expect_triggering_events"));
            case "runs" -> AssetRuns.runs(topic(), json);
            case "script" -> AssetScripts.check(topic(), json);
            case "progress" -> progress(Case.of(topic(), json, "queue", "all_of", "expect"));
            case "timeline" -> AssetRuns.timeline(topic(), json);
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    /** As the engine has it: written down and read back. */
    static AssetCondition condition(JsonNode json) {
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(tree(json)), AssetCondition.class);
    }

    private static AssetCondition tree(JsonNode json) {
        if (json.isString()) {
            return new AssetCondition.Asset(AssetSpec.of(json.asString()));
        }
        assertThat(json.size()).as("%s has one of any, all, alias", json).isEqualTo(1);
        if (json.has("any")) {
            return new AssetCondition.Any(
                    json.path("any").valueStream().map(AssetsTopic::tree).toList());
        }
        if (json.has("all")) {
            return new AssetCondition.All(
                    json.path("all").valueStream().map(AssetsTopic::tree).toList());
        }
        return new AssetCondition.Alias(json.required("alias").required("name").asString(), "asset");
    }

    /** What each alias of a condition stands for. */
    static Map<String, List<String>> standing(JsonNode json) {
        Map<String, List<String>> standing = new LinkedHashMap<>();
        if (json.has("alias")) {
            JsonNode alias = json.path("alias");
            standing.put(
                    alias.required("name").asString(),
                    alias.path("resolved_to")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
        for (String word : List.of("any", "all")) {
            json.path(word).forEach(part -> standing.putAll(standing(part)));
        }
        return standing;
    }

    private static void evaluate(Case testCase) {
        JsonNode condition = testCase.json().required("condition");
        Map<String, List<String>> standing = standing(condition);
        List<QueuedAsset> came = new ArrayList<>();
        testCase.json()
                .required("updated")
                .propertyStream()
                .filter(one -> one.getValue().asBoolean())
                .forEach(one -> came.add(came(one.getKey(), standing)));

        assertThat(Follows.isMet(condition(condition), came))
                .isEqualTo(testCase.json().required("expect_ready").asBoolean());
    }

    static QueuedAsset came(String name, Map<String, List<String>> standing) {
        return new QueuedAsset(
                "consumer",
                new AssetKey(name, name),
                standing.entrySet().stream()
                        .filter(alias -> alias.getValue().contains(name))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static void aliases(Case testCase) {
        List<String> ours = AssetIdentity.expression(testCase.json().required("condition")).aliases().stream()
                .map(alias -> alias.name())
                .toList();
        assertThat(ours).isEqualTo(testCase.texts("expect_aliases"));
    }

    private static AssetEvent event(long id, String asset) {
        return new AssetEvent(id, asset, asset, SOME, Map.of(), null, null, null, -1, List.of());
    }

    private static void slice(Case testCase) {
        assertThat(testCase.text("through")).isIn("asset", "alias");
        AssetEvents events = new AssetEvents(
                testCase.numbers("events").stream().map(id -> event(id, "a")).toList());
        String[] ends = testCase.text("slice").replaceAll("[\\[\\]]", "").split(":", -1);
        if (ends.length == 1) {
            assertThat((int) events.get(Integer.parseInt(ends[0])).id())
                    .isEqualTo(testCase.json().required("expect").asInt());
            return;
        }
        int size = events.all().size();
        AssetEvents part = events.slice(
                ends[0].isEmpty() ? 0 : Integer.parseInt(ends[0]),
                ends[1].isEmpty() ? size : Integer.parseInt(ends[1]));
        int step = ends.length == 3 && !ends[2].isEmpty() ? Integer.parseInt(ends[2]) : 1;
        assertThat(IntStream.range(0, part.all().size())
                        .filter(index -> index % step == 0)
                        .mapToObj(index -> (int) part.get(index).id())
                        .toList())
                .isEqualTo(testCase.numbers("expect"));
    }

    private static void context(Case testCase) {
        AssetEvents taken = new AssetEvents(testCase.json()
                .required("consumed")
                .valueStream()
                .map(one ->
                        event(one.required("id").asLong(), one.required("asset").asString()))
                .toList());
        Map<String, List<Long>> ours = new LinkedHashMap<>();
        taken.byAsset()
                .forEach((asset, events) -> ours.put(
                        asset, events.all().stream().map(AssetEvent::id).toList()));
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        testCase.json()
                .required("expect_triggering_events")
                .propertyStream()
                .forEach(one -> expected.put(
                        one.getKey(),
                        one.getValue().valueStream().map(JsonNode::asLong).toList()));
        assertThat(ours).isEqualTo(expected);
    }

    private static void progress(Case testCase) {
        Map<String, List<AssetKey>> standing = new LinkedHashMap<>();
        List<AssetCondition> parts = new ArrayList<>();
        for (String name : testCase.texts("all_of")) {
            parts.add(
                    name.startsWith("alias")
                            ? new AssetCondition.Alias(name, "asset")
                            : new AssetCondition.Asset(AssetSpec.of(name)));
        }
        List<QueuedAsset> came = testCase.texts("queue").stream()
                .map(name -> came(name, Map.of()))
                .toList();
        Follows.Progress ours = Follows.progress(new AssetCondition.All(parts), came, standing);
        JsonNode expected = testCase.json().required("expect");
        if (expected.isNull()) {
            assertThat(ours).isNull();
        } else {
            assertThat(expected.propertyNames()).containsOnly("ready", "total", "shown");
            assertThat(ours)
                    .isEqualTo(new Follows.Progress(
                            expected.path("ready").asInt(),
                            expected.path("total").asInt(),
                            expected.path("shown").asString()));
        }
    }
}
