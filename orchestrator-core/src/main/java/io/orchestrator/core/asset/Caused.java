package io.orchestrator.core.asset;

import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.dataset.Publishing;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /**
     * What it causes.
     *
     * @param updates what the task's code said; what is about no outlet is dropped
     * @param versions what it publishes; a dataset that it writes has no event without
     */
    public static List<NewAssetEvent> by(
            TaskSpec task, List<AssetUpdate> updates, List<NewVersion> versions, Source source) {
        List<NewAssetEvent> events = new ArrayList<>();
        Set<String> aliases = new LinkedHashSet<>();
        for (AssetCondition.Leaf outlet : task.outlets()) {
            switch (outlet) {
                case AssetCondition.Asset asset ->
                    own(task, asset.asset(), updates, versions, source).ifPresent(events::add);
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
        through.forEach((what, found) ->
                events.add(event(found.asset(), what.extra(), List.copyOf(found.aliases()), null, source)));
        return events;
    }

    private static Optional<NewAssetEvent> own(
            TaskSpec task, AssetSpec asset, List<AssetUpdate> updates, List<NewVersion> versions, Source source) {
        Optional<NewVersion> version = versions.stream()
                .filter(one -> one.published() && one.dataset().equals(asset.name()))
                .findFirst();
        if (version.isEmpty() && Publishing.writes(task, asset.name())) {
            return Optional.empty();
        }
        return Optional.of(event(
                asset,
                extra(AssetKey.of(asset), updates),
                List.of(),
                version.map(NewVersion::attemptId).orElse(null),
                source));
    }

    private static NewAssetEvent event(
            AssetSpec asset, JsonNode extra, List<String> aliases, @Nullable UUID publishedBy, Source source) {
        return new NewAssetEvent(
                source.at(),
                asset,
                extra,
                source.dagId(),
                source.taskId(),
                source.runId(),
                source.mapIndex(),
                aliases,
                publishedBy);
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
