package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.AssetUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which events the success of a task causes: one of each outlet, and one of each asset that came through an alias. Pure. */
public final class Caused {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private Caused() {}

    /** Whose success it is. */
    public record Source(String dagId, String runId, String taskId, int mapIndex, Instant at) {}

    private record Through(AssetKey asset, JsonNode extra) {}

    private record Found(AssetSpec asset, Set<String> aliases) {}

    /** @param updates what the task's code said; what is about no outlet is dropped */
    public static List<NewAssetEvent> by(TaskSpec task, List<AssetUpdate> updates, Source source) {
        List<NewAssetEvent> events = new ArrayList<>();
        Set<String> aliases = new LinkedHashSet<>();
        for (AssetCondition.Leaf outlet : task.outlets()) {
            switch (outlet) {
                case AssetCondition.Asset asset ->
                    events.add(event(asset.asset(), extra(AssetKey.of(asset.asset()), updates), List.of(), source));
                case AssetCondition.Alias alias -> aliases.add(alias.name());
                case AssetCondition.Named named -> {}
                case AssetCondition.At at -> {}
            }
        }
        // The same asset with the same extra through several aliases is one event.
        Map<Through, Found> through = new LinkedHashMap<>();
        for (AssetUpdate update : updates) {
            if (update.alias() != null && aliases.contains(update.alias())) {
                AssetSpec asset = new AssetSpec(update.name(), update.uri(), update.group(), Map.of());
                through.computeIfAbsent(
                                new Through(AssetKey.of(asset), update.extra()),
                                first -> new Found(asset, new LinkedHashSet<>()))
                        .aliases()
                        .add(update.alias());
            }
        }
        through.forEach(
                (what, found) -> events.add(event(found.asset(), what.extra(), List.copyOf(found.aliases()), source)));
        return events;
    }

    private static NewAssetEvent event(AssetSpec asset, JsonNode extra, List<String> aliases, Source source) {
        return new NewAssetEvent(
                source.at(), asset, extra, source.dagId(), source.taskId(), source.runId(), source.mapIndex(), aliases);
    }

    private static JsonNode extra(AssetKey asset, List<AssetUpdate> updates) {
        return updates.stream()
                .filter(update -> update.alias() == null
                        && update.name().equals(asset.name())
                        && update.uri().equals(asset.uri()))
                .map(AssetUpdate::extra)
                .findFirst()
                .orElse(NOTHING);
    }
}
