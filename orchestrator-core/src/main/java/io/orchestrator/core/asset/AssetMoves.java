package io.orchestrator.core.asset;

import java.util.List;

/**
 * What one run does to assets in a turn.
 *
 * @param caused events by successes of its tasks
 * @param taken events that it takes; one that is not in the queue of its DAG any more makes the run void
 */
public record AssetMoves(List<NewAssetEvent> caused, List<TakenEvent> taken) {

    public static final AssetMoves NONE = new AssetMoves(List.of(), List.of());

    public AssetMoves {
        caused = List.copyOf(caused);
        taken = List.copyOf(taken);
    }

    public static AssetMoves of(List<NewAssetEvent> caused, List<TakenEvent> taken) {
        return caused.isEmpty() && taken.isEmpty() ? NONE : new AssetMoves(caused, taken);
    }
}
