package io.orchestrator.core.engine.memory;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.DagAssets;
import io.orchestrator.core.asset.DagAssets.Role;
import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Assets, their events, and which DAGs have not taken those. */
final class MemoryAssets {

    private final Map<AssetKey, AssetSpec> assets = new LinkedHashMap<>();
    private final Set<AssetKey> active = new LinkedHashSet<>();
    private final Map<String, DagAssets> declared = new TreeMap<>();
    private final Map<String, Set<AssetKey>> targets = new TreeMap<>();
    private final List<NewAssetEvent> events = new ArrayList<>();
    private final Map<String, TreeMap<Long, AssetKey>> queues = new TreeMap<>();
    private final Map<Long, List<TakenEvent>> taken = new TreeMap<>();

    void check(List<RunWrites> runs) {
        for (RunWrites run : runs) {
            TreeMap<Long, AssetKey> queue = queues.getOrDefault(run.run().dagId(), new TreeMap<>());
            for (TakenEvent event : run.assets().taken()) {
                RowChecks.require(queue.containsKey(event.eventId()), "is not in the queue of its DAG", event);
            }
        }
    }

    /**
     * Writes.
     *
     * @param follows whether a DAG takes events just now
     * @param datasets whose versions of this turn are written
     */
    void write(TurnWrites writes, Predicate<String> follows, MemoryDatasets datasets) {
        writes.assets().declared().forEach(this::declare);
        for (RunWrites run : writes.runs()) {
            for (TakenEvent event : run.assets().taken()) {
                remove(run.run().dagId(), event.eventId());
                taken.computeIfAbsent(run.run().runKey(), first -> new ArrayList<>())
                        .add(event);
            }
        }
        writes.assets().dropped().forEach(this::drop);
        Stream.concat(
                        writes.runs().stream().flatMap(run -> run.assets().caused().stream()),
                        writes.assets().events().stream())
                .forEach(event -> cause(numbered(event, datasets), follows));
    }

    private static NewAssetEvent numbered(NewAssetEvent event, MemoryDatasets datasets) {
        if (event.publishedBy() == null) {
            return event;
        }
        ObjectNode extra = Json.MAPPER.createObjectNode();
        event.extra().properties().forEach(field -> extra.set(field.getKey(), field.getValue()));
        extra.put(
                "version", datasets.published(event.publishedBy(), event.asset().name()));
        return new NewAssetEvent(
                event.at(),
                event.asset(),
                extra,
                event.dagId(),
                event.taskId(),
                event.runId(),
                event.mapIndex(),
                event.aliases(),
                event.publishedBy());
    }

    private void declare(DagAssets dag) {
        declared.put(dag.dagId(), dag);
        dag.assets().forEach(asset -> assets.put(AssetKey.of(asset.asset()), asset.asset()));
        if (!dag.follows()) {
            queues.remove(dag.dagId());
        }
        activate();
    }

    private int activate() {
        int activated = 0;
        for (AssetKey asset : assets.keySet()) {
            boolean free = active.stream()
                    .noneMatch(other ->
                            other.name().equals(asset.name()) || other.uri().equals(asset.uri()));
            if (free && isNamed(asset)) {
                active.add(asset);
                activated++;
            }
        }
        return activated;
    }

    private boolean isNamed(AssetKey asset) {
        return declared.values().stream()
                .flatMap(DagAssets::assets)
                .anyMatch(named -> AssetKey.of(named.asset()).equals(asset));
    }

    int tidy() {
        int before = active.size();
        active.removeIf(asset -> !isNamed(asset));
        return before - active.size() + activate();
    }

    private void cause(NewAssetEvent event, Predicate<String> follows) {
        AssetKey asset = AssetKey.of(event.asset());
        if (!event.aliases().isEmpty()) {
            assets.putIfAbsent(asset, event.asset());
            event.aliases()
                    .forEach(alias -> targets.computeIfAbsent(alias, first -> new LinkedHashSet<>())
                            .add(asset));
        }
        if (!assets.containsKey(asset)) {
            return;
        }
        events.add(event);
        long id = events.size();
        declared.values().stream()
                .filter(dag -> follows.test(dag.dagId()) && dag.uses().stream().anyMatch(use -> isAbout(use, asset)))
                .forEach(dag -> queues.computeIfAbsent(dag.dagId(), first -> new TreeMap<>())
                        .put(id, asset));
    }

    private boolean isAbout(DagAssets.Use use, AssetKey asset) {
        if (use.role() != Role.SCHEDULE) {
            return false;
        }
        return switch (use.kind()) {
            case "alias" -> targets.getOrDefault(use.name(), Set.of()).contains(asset);
            case "named" -> active.contains(asset) && use.name().equals(asset.name());
            case "at" -> active.contains(asset) && use.uri().equals(asset.uri());
            default ->
                active.contains(asset)
                        && use.name().equals(asset.name())
                        && use.uri().equals(asset.uri());
        };
    }

    private void drop(AssetWrites.Drop drop) {
        List.copyOf(queues.getOrDefault(drop.dagId(), new TreeMap<>()).keySet()).stream()
                .filter(id -> drop.assetId() == null || id(event(id)) == drop.assetId())
                .filter(id -> drop.before() == null || event(id).at().isBefore(drop.before()))
                .forEach(id -> remove(drop.dagId(), id));
    }

    private NewAssetEvent event(long id) {
        return events.get((int) id - 1);
    }

    private long id(NewAssetEvent event) {
        return List.copyOf(assets.keySet()).indexOf(AssetKey.of(event.asset())) + 1;
    }

    private void remove(String dagId, long eventId) {
        TreeMap<Long, AssetKey> queue = queues.get(dagId);
        if (queue != null) {
            queue.remove(eventId);
            if (queue.isEmpty()) {
                queues.remove(dagId);
            }
        }
    }

    List<QueuedAsset> queuedAssets() {
        List<QueuedAsset> queued = new ArrayList<>();
        queues.forEach((dagId, queue) -> new LinkedHashSet<>(queue.values())
                .forEach(asset -> queued.add(new QueuedAsset(
                        dagId,
                        asset,
                        targets.entrySet().stream()
                                .filter(alias -> alias.getValue().contains(asset))
                                .map(Map.Entry::getKey)
                                .toList()))));
        return queued;
    }

    List<QueuedEvent> queuedEvents(String dagId, int most) {
        Map<AssetKey, Integer> counts = new LinkedHashMap<>();
        return queues.getOrDefault(dagId, new TreeMap<>()).entrySet().stream()
                .filter(entry -> counts.merge(entry.getValue(), 1, Integer::sum) <= most)
                .map(entry -> new QueuedEvent(
                        entry.getKey(), entry.getValue(), event(entry.getKey()).at()))
                .toList();
    }

    /** The tasks that read a dataset, as DAG.TASK. */
    List<String> readers(String dataset) {
        return declared.values().stream()
                .flatMap(dag -> dag.uses().stream()
                        .filter(use -> use.role() == Role.INLET && use.uri().equals("dataset:" + dataset))
                        .map(use -> dag.dagId() + "." + use.taskId()))
                .toList();
    }

    List<InactiveUse> inactiveUses() {
        return declared.values().stream()
                .flatMap(dag -> dag.uses().stream()
                        .filter(use -> use.role() != Role.SCHEDULE && use.kind().equals("asset"))
                        .map(use -> new InactiveUse(dag.dagId(), use.taskId(), new AssetKey(use.name(), use.uri()))))
                .filter(use -> !active.contains(use.asset()))
                .toList();
    }

    Optional<AssetSpec> find(long assetId) {
        List<AssetSpec> all = List.copyOf(assets.values());
        return assetId < 1 || assetId > all.size() ? Optional.empty() : Optional.of(all.get((int) assetId - 1));
    }

    List<NewAssetEvent> events() {
        return List.copyOf(events);
    }

    List<TakenEvent> taken(long runKey) {
        return List.copyOf(taken.getOrDefault(runKey, List.of()));
    }

    Set<AssetKey> active() {
        return Set.copyOf(active);
    }

    /** What an alias stands for. */
    Set<AssetKey> targets(String alias) {
        return Set.copyOf(targets.getOrDefault(alias, Set.of()));
    }
}
