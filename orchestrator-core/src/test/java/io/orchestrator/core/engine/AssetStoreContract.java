package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.assets;
import static io.orchestrator.core.engine.StoreWrites.catalog;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static io.orchestrator.core.engine.StoreWrites.withAssets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.DagAssets;
import io.orchestrator.core.asset.DagAssets.Role;
import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetCondition.Leaf;
import io.orchestrator.protocol.graph.AssetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every engine store promises about assets. */
public interface AssetStoreContract extends StoreUnderTest {

    AssetSpec ORDERS = new AssetSpec("orders", "s3://lake/orders", "asset", Map.of("owner", "ann"));

    private static Leaf asset(String name) {
        return new AssetCondition.Asset(AssetSpec.of(name));
    }

    private static DagAssets follows(Leaf... leaves) {
        return new DagAssets(
                "sales",
                Arrays.stream(leaves)
                        .map(leaf -> new DagAssets.Use(Role.SCHEDULE, "", leaf))
                        .toList());
    }

    private static DagAssets produces(String dagId, Leaf leaf) {
        return new DagAssets(dagId, List.of(new DagAssets.Use(Role.OUTLET, "load", leaf)));
    }

    /** A DAG that is paused takes nothing. */
    private void unpause() {
        commit(catalog(1, List.of(StoreRows.dag("sales").withPaused(false)), List.of(), List.of()));
    }

    private void declare(DagAssets... dags) {
        commit(assets(new AssetWrites(List.of(dags), List.of(), List.of())));
    }

    private static NewAssetEvent event(AssetSpec asset, int second, String... aliases) {
        return new NewAssetEvent(
                at(second), asset, Json.MAPPER.readTree("{\"rows\": 7}"), "d", "t", "r", -1, List.of(aliases));
    }

    private void cause(NewAssetEvent... events) {
        commit(assets(new AssetWrites(List.of(), List.of(events), List.of())));
    }

    private List<QueuedEvent> queued() {
        return store().queuedEvents("sales", 100);
    }

    private static RunWrites taking(long key, String runId, List<QueuedEvent> events) {
        List<TakenEvent> taken = events.stream()
                .map(event -> new TakenEvent(event.eventId(), false))
                .toList();
        return withAssets(creation(salesRun(key, runId, null), List.of()), new AssetMoves(List.of(), taken));
    }

    @Test
    default void anEventIsQueuedWhereItsAssetIsFollowedHoweverThatIsNamed() {
        unpause();
        declare(follows(new AssetCondition.Asset(ORDERS)));
        cause(event(ORDERS, 1), event(AssetSpec.of("other"), 2));

        assertThat(store().queuedAssets()).containsExactly(new QueuedAsset("sales", AssetKey.of(ORDERS), List.of()));
        assertThat(queued()).singleElement().satisfies(event -> {
            assertThat(event.asset()).isEqualTo(AssetKey.of(ORDERS));
            assertThat(event.at()).isEqualTo(at(1));
        });

        declare(follows(new AssetCondition.Named("orders")), produces("maker", new AssetCondition.Asset(ORDERS)));
        cause(event(ORDERS, 3));
        declare(follows(new AssetCondition.At("s3://lake/orders")));
        cause(event(ORDERS, 4));

        assertThat(queued()).extracting(QueuedEvent::at).containsExactly(at(1), at(3), at(4));
    }

    @Test
    default void anAliasStandsForWhatCameThroughIt() {
        unpause();
        declare(follows(new AssetCondition.Alias("found", "asset")));
        cause(event(AssetSpec.of("a"), 1));
        assertThat(queued()).isEmpty();

        cause(event(AssetSpec.of("a"), 2, "found"));
        cause(event(AssetSpec.of("a"), 3));

        assertThat(store().queuedAssets())
                .containsExactly(new QueuedAsset("sales", new AssetKey("a", "a"), List.of("found")));
        assertThat(queued()).extracting(QueuedEvent::at).containsExactly(at(2), at(3));
    }

    @Test
    default void anEventIsTakenByOneRunAlone() {
        unpause();
        declare(follows(asset("a"), asset("b")));
        cause(event(AssetSpec.of("a"), 1), event(AssetSpec.of("b"), 2), event(AssetSpec.of("a"), 3));
        List<QueuedEvent> came = queued();
        commit(turn(taking(FIRST, "first", came.subList(0, 2))));

        assertThat(queued()).containsExactly(came.get(2));
        assertThat(store().queuedAssets()).extracting(QueuedAsset::asset).containsExactly(new AssetKey("a", "a"));
        TurnWrites again = turn(taking(SECOND, "second", came.subList(1, 3)));
        assertThatThrownBy(() -> store().commit(again)).isInstanceOf(IllegalStateException.class);
        assertThat(store().findRun("sales", "second")).isEmpty();
        assertThat(queued()).containsExactly(came.get(2));
    }

    @Test
    default void ofTwoAssetsWithOneNameTheFirstCountsUntilItIsGivenUp() {
        Leaf other = new AssetCondition.Asset(new AssetSpec("orders", "s3://elsewhere/orders", "asset", Map.of()));
        declare(produces("first", new AssetCondition.Asset(ORDERS)));
        declare(produces("second", other));
        assertThat(store().inactiveUses())
                .containsExactly(new InactiveUse("second", "load", new AssetKey("orders", "s3://elsewhere/orders")));

        declare(DagAssets.none("first"));
        assertThat(store().inactiveUses()).hasSize(1);
        assertThat(store().tidyAssets()).isEqualTo(2);
        assertThat(store().inactiveUses()).isEmpty();
        assertThat(store().tidyAssets()).isEqualTo(0);
    }

    @Test
    default void whatIsDroppedIsInNoQueue() {
        unpause();
        declare(follows(asset("a"), asset("b")));
        cause(event(AssetSpec.of("a"), 1), event(AssetSpec.of("b"), 2), event(AssetSpec.of("a"), 3));
        commit(assets(new AssetWrites(List.of(), List.of(), List.of(new AssetWrites.Drop("sales", null, at(2))))));
        assertThat(queued()).extracting(QueuedEvent::at).containsExactly(at(2), at(3));

        declare(DagAssets.none("sales"));
        assertThat(queued()).isEmpty();
    }

    @Test
    default void anAssetIsFoundByItsId() {
        declare(produces("maker", new AssetCondition.Asset(ORDERS)));
        assertThat(LongStream.rangeClosed(1, 500).mapToObj(store()::asset).flatMap(Optional::stream))
                .contains(ORDERS);
    }
}
