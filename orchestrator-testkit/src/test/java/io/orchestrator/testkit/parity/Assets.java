package io.orchestrator.testkit.parity;

import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.AssetAlias;
import io.orchestrator.sdk.AssetEvents;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.TaskContext;
import java.util.Map;
import java.util.stream.Stream;

/** What tasks produce, and DAGs follow. */
final class Assets {

    private static final Asset ORDERS = Asset.of("orders", "s3://lake/orders");
    private static final Asset PRICES = Asset.of("prices", "s3://lake/prices");
    private static final AssetAlias FOUND = AssetAlias.of("found");

    private Assets() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_assets", follower()),
                Example.of("example_asset_alias", alias()),
                Example.of("example_asset_decorator", one()),
                Example.of("example_inlet_event_extra", reader()),
                Example.of("example_outlet_event_extra", writer()));
    }

    private static Dag follower() {
        return Dag.define("assets", dag -> {
            dag.schedule(OnAssets.when(ORDERS.or(PRICES.and(FOUND))).orAt(Cron.daily("UTC")));
            Example.empty(dag, "consuming").outlets(Asset.of("report"));
        });
    }

    private static Dag alias() {
        return Dag.define(
                "asset_alias", dag -> dag.action("produce", Assets::find).outlets(FOUND));
    }

    private static void find(TaskContext context) {
        context.updated(FOUND, Asset.at("s3://lake/2026-01"), Map.of("rows", 7));
    }

    private static Dag one() {
        return Dag.define("asset_decorator", dag -> {
            dag.schedule(OnAssets.all(ORDERS).each());
            Example.empty(dag, "prices").outlets(PRICES);
        });
    }

    private static Dag reader() {
        return Dag.define(
                "inlet_event_extra",
                dag -> dag.action("read_asset_event", Assets::read, dag.events(ORDERS), dag.triggeringEvents()));
    }

    private static void read(AssetEvents newest, AssetEvents mine) {
        newest.newest().ifPresent(event -> System.out.println(event.extra()));
        System.out.println(mine.byAsset().keySet());
    }

    private static Dag writer() {
        return Dag.define(
                "outlet_event_extra", dag -> dag.action("write", Assets::write).outlets(ORDERS));
    }

    private static void write(TaskContext context) {
        context.updated(ORDERS, Map.of("rows", 1_000, "late", false));
    }
}
