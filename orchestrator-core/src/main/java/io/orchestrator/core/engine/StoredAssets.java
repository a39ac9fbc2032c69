package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.protocol.graph.AssetSpec;
import org.jspecify.annotations.Nullable;

/** What events of assets are once they are stored. What DAGs declare was checked when they were described. */
final class StoredAssets {

    private StoredAssets() {}

    static AssetWrites of(AssetWrites writes) {
        return writes.events().isEmpty()
                ? writes
                : new AssetWrites(
                        writes.declared(),
                        writes.events().stream().map(StoredAssets::event).toList(),
                        writes.dropped());
    }

    static AssetMoves of(AssetMoves moves) {
        return moves.caused().isEmpty()
                ? moves
                : new AssetMoves(
                        moves.caused().stream().map(StoredAssets::event).toList(), moves.taken());
    }

    private static NewAssetEvent event(NewAssetEvent event) {
        AssetSpec asset = event.asset();
        return new NewAssetEvent(
                StoredForm.time(event.at()),
                new AssetSpec(
                        StoredForm.text(asset.name()),
                        StoredForm.text(asset.uri()),
                        StoredForm.text(asset.group()),
                        asset.extra()),
                StoredForm.json(event.extra()),
                textOrNull(event.dagId()),
                textOrNull(event.taskId()),
                textOrNull(event.runId()),
                event.mapIndex(),
                event.aliases(),
                event.publishedBy());
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : StoredForm.text(text);
    }
}
