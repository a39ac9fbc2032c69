package io.orchestrator.runner;

import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.AssetUpdate;
import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.AssetAlias;
import io.orchestrator.sdk.AssetUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What user code says of the assets that it updates. Any thread of the task may say something. */
final class AssetUpdates {

    private static final TaskValues EXTRA = TaskValues.of(Map.class);

    private final Map<Key, AssetUpdate> updates = new LinkedHashMap<>();
    private @Nullable List<AssetUse> outlets;

    private record Key(@Nullable String alias, Asset asset) {}

    /** Known once the attempt has found its task. */
    synchronized void begin(List<AssetUse> declared) {
        outlets = declared;
    }

    void add(Asset asset, Map<String, ?> extra) {
        require(asset);
        put(new Key(null, asset), extra);
    }

    void add(AssetAlias alias, Asset asset, Map<String, ?> extra) {
        require(alias);
        put(new Key(alias.name(), asset), extra);
    }

    private synchronized void require(AssetUse use) {
        if (outlets == null || !outlets.contains(use)) {
            throw new IllegalArgumentException("'" + use.name() + "' is no outlet of this task, which has "
                    + (outlets == null || outlets.isEmpty()
                            ? "none"
                            : outlets.stream().map(AssetUse::name).collect(Collectors.joining(", ")))
                    + "; declare it with outlets(...)");
        }
    }

    private synchronized void put(Key key, Map<String, ?> extra) {
        if (!updates.containsKey(key) && updates.size() >= Limits.ASSET_UPDATES) {
            throw new IllegalArgumentException("an attempt can update at most " + Limits.ASSET_UPDATES + " assets");
        }
        Asset asset = key.asset();
        updates.put(key, new AssetUpdate(asset.name(), asset.uri(), asset.group(), key.alias(), json(asset, extra)));
    }

    private static JsonNode json(Asset asset, Map<String, ?> extra) {
        try {
            return EXTRA.write(extra, Limits.ASSET_EXTRA);
        } catch (BadOutputException e) {
            throw new IllegalArgumentException(
                    "what goes with the event of asset '" + asset.name() + "' is larger than "
                            + Limits.ASSET_EXTRA / 1024 + " KiB, or cannot be written as JSON; keep it small and plain",
                    e);
        }
    }

    synchronized List<AssetUpdate> all() {
        return List.copyOf(updates.values());
    }
}
