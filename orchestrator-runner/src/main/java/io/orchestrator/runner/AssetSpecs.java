package io.orchestrator.runner;

import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.AssetAlias;
import io.orchestrator.sdk.AssetExpression;
import io.orchestrator.sdk.AssetRef;
import io.orchestrator.sdk.AssetUse;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.Schedule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down which assets a DAG follows, produces and reads. */
public final class AssetSpecs {

    private AssetSpecs() {}

    static @Nullable AssetTrigger trigger(Schedule schedule) {
        return schedule instanceof OnAssets assets
                ? new AssetTrigger(
                        condition(assets.condition()),
                        AssetTrigger.Taking.valueOf(assets.taking().name()))
                : null;
    }

    public static AssetCondition condition(AssetExpression expression) {
        return switch (expression) {
            case AssetExpression.All all -> new AssetCondition.All(conditions(all.parts()));
            case AssetExpression.Any any -> new AssetCondition.Any(conditions(any.parts()));
            case AssetUse use -> leaf(use);
            case AssetRef.Named named -> new AssetCondition.Named(named.name());
            case AssetRef.At at -> new AssetCondition.At(at.uri());
        };
    }

    private static List<AssetCondition> conditions(List<AssetExpression> parts) {
        return parts.stream().map(AssetSpecs::condition).toList();
    }

    static List<AssetCondition.Leaf> leaves(Collection<AssetUse> uses) {
        return uses.stream().map(AssetSpecs::leaf).toList();
    }

    private static AssetCondition.Leaf leaf(AssetUse use) {
        return switch (use) {
            case Asset asset -> asset(asset);
            case Dataset dataset -> asset(dataset.asset());
            case AssetAlias alias -> new AssetCondition.Alias(alias.name(), alias.group());
        };
    }

    private static AssetCondition.Asset asset(Asset asset) {
        return new AssetCondition.Asset(
                new AssetSpec(asset.name(), asset.uri(), asset.group(), new LinkedHashMap<>(asset.extra())));
    }

    /** Under what name the events of an asset, or those that the run has taken, are given. */
    static GivenSpec given(@Nullable AssetUse of) {
        return switch (of) {
            case null -> new GivenSpec(GivenSpec.Kind.TRIGGERING_EVENTS, "");
            case Asset asset -> new GivenSpec(GivenSpec.Kind.ASSET_EVENTS, asset.name());
            case Dataset dataset -> new GivenSpec(GivenSpec.Kind.ASSET_EVENTS, dataset.name());
            case AssetAlias alias -> new GivenSpec(GivenSpec.Kind.ALIAS_EVENTS, alias.name());
        };
    }
}
