package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.protocol.graph.AssetSpec;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** What people and programs ask of assets. */
final class AssetCommands {

    private final EngineMemory memory;
    private final AssetPass pass;

    AssetCommands(EngineMemory memory, AssetPass pass) {
        this.memory = memory;
        this.pass = pass;
    }

    /** Any server does it: an event belongs to no DAG. */
    void cause(Turn turn, Request<Boolean> request, Command.CauseAssetEvent ask) {
        AssetSpec asset = memory.store
                .asset(ask.assetId())
                .orElseThrow(() -> new CommandRefused(
                        CommandRefused.Kind.NOT_FOUND, "there is no asset with the id " + ask.assetId()));
        turn.cause(new NewAssetEvent(turn.now, asset, ask.extra(), null, null, null, -1, List.of()));
        turn.audit(
                ask.actor(),
                "asset.update",
                null,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("asset_id", ask.assetId())
                        .put("name", asset.name())
                        .put("uri", asset.uri()));
        turn.answer(request, true);
    }

    /** The owner of the DAG does it, which takes nothing of it in the same turn. */
    void drop(Turn turn, Request<Boolean> request, Command.DropAssetEvents ask) {
        pass.hold(ask.dagId());
        turn.drop(new AssetWrites.Drop(ask.dagId(), ask.assetId(), ask.before()));
        turn.audit(
                ask.actor(),
                "asset.drop_events",
                ask.dagId(),
                JsonNodeFactory.instance.objectNode().put("asset_id", ask.assetId()));
        turn.answer(request, true);
    }
}
