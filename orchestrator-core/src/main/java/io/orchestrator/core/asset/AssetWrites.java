package io.orchestrator.core.asset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes of assets beside what runs do.
 *
 * @param declared DAGs whose newest version names other assets than before
 * @param events that no task caused
 * @param dropped what shall be in no queue any more
 */
public record AssetWrites(List<DagAssets> declared, List<NewAssetEvent> events, List<Drop> dropped) {

    public static final AssetWrites NONE = new AssetWrites(List.of(), List.of(), List.of());

    public AssetWrites {
        declared = List.copyOf(declared);
        events = List.copyOf(events);
        dropped = List.copyOf(dropped);
    }

    /**
     * Events that a DAG shall not take.
     *
     * @param assetId of this asset alone, or null: of all
     * @param before that came before this, or null: all
     */
    public record Drop(
            String dagId, @Nullable Long assetId, @Nullable Instant before) {}

    public boolean isEmpty() {
        return declared.isEmpty() && events.isEmpty() && dropped.isEmpty();
    }
}
