package io.orchestrator.core.asset;

import java.util.List;

/**
 * An asset that has events which a DAG has not taken.
 *
 * @param aliases the aliases that stand for the asset
 */
public record QueuedAsset(String dagId, AssetKey asset, List<String> aliases) {
    public QueuedAsset {
        aliases = List.copyOf(aliases);
    }
}
