package io.orchestrator.core.asset;

import io.orchestrator.protocol.graph.AssetSpec;

/** Which asset it is. */
public record AssetKey(String name, String uri) {

    public static AssetKey of(AssetSpec asset) {
        return new AssetKey(asset.name(), asset.uri());
    }
}
