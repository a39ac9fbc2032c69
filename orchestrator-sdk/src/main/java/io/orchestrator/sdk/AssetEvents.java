package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events of assets, the oldest first.
 *
 * @param all of them
 */
public record AssetEvents(List<AssetEvent> all) {

    public AssetEvents {
        all = List.copyOf(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The newest. */
    public Optional<AssetEvent> newest() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /**
     * One of them.
     *
     * @param index from 0; a negative one counts from the end: -1 is the newest
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public AssetEvent get(int index) {
        return all.get(index < 0 ? all.size() + index : index);
    }

    /**
     * A part of them; what lies beyond the ends is left out.
     *
     * @param from the first, as for {@link #get}
     * @param to the first that does not belong to it, as for {@link #get}
     */
    public AssetEvents slice(int from, int to) {
        int first = place(from);
        return new AssetEvents(all.subList(first, Math.max(first, place(to))));
    }

    /** From there to the newest. */
    public AssetEvents from(int index) {
        return slice(index, all.size());
    }

    /** From the oldest to before there. */
    public AssetEvents to(int index) {
        return slice(0, index);
    }

    private int place(int index) {
        return Math.clamp(index < 0 ? (long) all.size() + index : index, 0, all.size());
    }

    /** Those of one asset. */
    public AssetEvents of(Asset asset) {
        return new AssetEvents(all.stream()
                .filter(event ->
                        event.asset().equals(asset.name()) && event.uri().equals(asset.uri()))
                .toList());
    }

    /** By the names of their assets, in the order of the first of each. */
    public Map<String, AssetEvents> byAsset() {
        Map<String, List<AssetEvent>> lists = new LinkedHashMap<>();
        all.forEach(event ->
                lists.computeIfAbsent(event.asset(), first -> new ArrayList<>()).add(event));
        Map<String, AssetEvents> byAsset = new LinkedHashMap<>();
        lists.forEach((asset, events) -> byAsset.put(asset, new AssetEvents(events)));
        return byAsset;
    }
}
