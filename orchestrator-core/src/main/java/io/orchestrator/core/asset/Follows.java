package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetCondition.Leaf;
import io.orchestrator.protocol.graph.AssetTrigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what a DAG follows has come, and which events a run takes then. Pure. */
public final class Follows {

    private Follows() {}

    /** Whether a condition is met by assets that have events. */
    public static boolean isMet(AssetCondition condition, Collection<QueuedAsset> came) {
        return switch (condition) {
            case AssetCondition.All all -> all.parts().stream().allMatch(part -> isMet(part, came));
            case AssetCondition.Any any -> any.parts().stream().anyMatch(part -> isMet(part, came));
            case Leaf leaf -> came.stream().anyMatch(asset -> stands(leaf, asset));
        };
    }

    /** Whether an asset is what a condition names there. */
    public static boolean stands(Leaf leaf, QueuedAsset asset) {
        return switch (leaf) {
            case AssetCondition.Asset one -> AssetKey.of(one.asset()).equals(asset.asset());
            case AssetCondition.Alias alias -> asset.aliases().contains(alias.name());
            case AssetCondition.Named named -> named.name().equals(asset.asset().name());
            case AssetCondition.At at -> at.uri().equals(asset.asset().uri());
        };
    }

    /**
     * The events that the next run takes of those that have come.
     *
     * @param came the oldest first; enough of them to meet the condition
     */
    public static List<TakenEvent> next(AssetTrigger.Taking taking, List<QueuedEvent> came) {
        return switch (taking) {
            case ALL ->
                came.stream()
                        .map(event -> new TakenEvent(event.eventId(), false))
                        .toList();
            case EACH -> {
                Set<AssetKey> seen = new LinkedHashSet<>();
                yield came.stream()
                        .filter(event -> seen.add(event.asset()))
                        .map(event -> new TakenEvent(event.eventId(), false))
                        .toList();
            }
            case LATEST -> {
                Map<AssetKey, Long> newest = new HashMap<>();
                came.forEach(event -> newest.put(event.asset(), event.eventId()));
                yield came.stream()
                        .map(event -> new TakenEvent(
                                event.eventId(), !Long.valueOf(event.eventId()).equals(newest.get(event.asset()))))
                        .toList();
            }
        };
    }

    /**
     * How much of what a DAG follows has come: of a condition that is not met, what is missing is what it still waits for.
     *
     * @param shown the one asset that it follows; empty if there are several
     */
    public record Progress(int ready, int total, String shown) {}

    /** What has come and what has not, by what pages call it, in the order of the condition. */
    public static Map<Leaf, Boolean> parts(AssetCondition condition, Collection<QueuedAsset> came) {
        Map<Leaf, Boolean> parts = new LinkedHashMap<>();
        condition.leaves().forEach(leaf -> parts.put(leaf, isMet(leaf, came)));
        return parts;
    }

    /**
     * The same in numbers.
     *
     * @param standing what each alias of the condition stands for
     * @return null: all that it follows are aliases that stand for nothing yet
     */
    public static @Nullable Progress progress(
            AssetCondition condition, Collection<QueuedAsset> came, Map<String, List<AssetKey>> standing) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> ready = new LinkedHashSet<>();
        for (Leaf leaf : condition.leaves().toList()) {
            List<String> addresses = new ArrayList<>();
            switch (leaf) {
                case AssetCondition.Asset asset -> addresses.add(asset.asset().uri());
                case AssetCondition.Named named -> addresses.add(named.name());
                case AssetCondition.At at -> addresses.add(at.uri());
                case AssetCondition.Alias alias ->
                    standing.getOrDefault(alias.name(), List.of()).forEach(asset -> addresses.add(asset.uri()));
            }
            all.addAll(addresses);
            for (QueuedAsset asset : came) {
                if (stands(leaf, asset)) {
                    ready.add(
                            leaf instanceof AssetCondition.Named named
                                    ? named.name()
                                    : asset.asset().uri());
                }
            }
        }
        return all.isEmpty()
                ? null
                : new Progress(
                        ready.size(),
                        all.size(),
                        all.size() == 1 ? all.iterator().next() : "");
    }
}
