package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.DagAssets;
import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Assets, their events and the queues of those, written and read. */
final class AssetRows {

    private AssetRows() {}

    private record Use(String dagId, DagAssets.Use use) {}

    private record Target(String alias, AssetKey asset) {}

    private record Taken(String dagId, long runKey, TakenEvent event) {}

    /** What DAGs name, in the order of its keys, so that locks go in one order. */
    static void declare(Pipeline pipeline, List<DagAssets> declared) {
        if (declared.isEmpty()) {
            return;
        }
        TreeMap<String, AssetSpec> assets = new TreeMap<>();
        TreeMap<String, AssetCondition.Alias> aliases = new TreeMap<>();
        for (DagAssets dag : declared) {
            dag.assets()
                    .map(AssetCondition.Asset::asset)
                    .forEach(asset -> assets.put(asset.name() + "\n" + asset.uri(), asset));
            dag.aliases().forEach(alias -> aliases.put(alias.name(), alias));
        }
        if (!assets.isEmpty()) {
            pipeline.update(
                    AssetSql.UPSERT,
                    Columns.of(List.copyOf(assets.values()))
                            .text(AssetSpec::name)
                            .text(AssetSpec::uri)
                            .text(AssetSpec::group)
                            .json(AssetSpec::extra));
        }
        if (!aliases.isEmpty()) {
            pipeline.update(
                    AssetSql.UPSERT_ALIASES,
                    Columns.of(List.copyOf(aliases.values()))
                            .text(AssetCondition.Alias::name)
                            .text(AssetCondition.Alias::group));
        }
        uses(pipeline, declared);
        pipeline.update(AssetSql.ACTIVATE, (first, statement) -> {});
    }

    private static void uses(Pipeline pipeline, List<DagAssets> declared) {
        pipeline.update(AssetSql.DELETE_USES, array(declared));
        List<Use> uses = declared.stream()
                .flatMap(dag -> dag.uses().stream().map(use -> new Use(dag.dagId(), use)))
                .toList();
        if (!uses.isEmpty()) {
            pipeline.update(
                    AssetSql.INSERT_USES,
                    Columns.of(uses)
                            .text(Use::dagId)
                            .text(row -> row.use().taskId())
                            .text(row -> row.use().role().key())
                            .text(row -> row.use().kind())
                            .text(row -> row.use().name())
                            .text(row -> row.use().uri()));
        }
        List<DagAssets> idle = declared.stream().filter(dag -> !dag.follows()).toList();
        if (!idle.isEmpty()) {
            pipeline.update(AssetSql.DELETE_QUEUES, array(idle));
        }
    }

    private static Pipeline.Binding array(List<DagAssets> dags) {
        return Columns.of(dags).text(DagAssets::dagId);
    }

    static void cause(Pipeline pipeline, List<NewAssetEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<NewAssetEvent> through =
                events.stream().filter(event -> !event.aliases().isEmpty()).toList();
        if (!through.isEmpty()) {
            stand(pipeline, through);
        }
        List<NewAssetEvent> versions =
                events.stream().filter(event -> event.publishedBy() != null).toList();
        if (versions.size() < events.size()) {
            List<NewAssetEvent> plain =
                    events.stream().filter(event -> event.publishedBy() == null).toList();
            pipeline.update(AssetSql.INSERT_EVENTS, columns(plain));
        }
        if (!versions.isEmpty()) {
            pipeline.update(AssetSql.INSERT_VERSION_EVENTS, columns(versions).uuid(NewAssetEvent::publishedBy));
        }
    }

    private static Columns<NewAssetEvent> columns(List<NewAssetEvent> events) {
        return Columns.of(events)
                .text(event -> event.asset().name())
                .text(event -> event.asset().uri())
                .micros(NewAssetEvent::at)
                .json(NewAssetEvent::extra)
                .text(NewAssetEvent::dagId)
                .text(NewAssetEvent::taskId)
                .text(NewAssetEvent::runId)
                .integer(NewAssetEvent::mapIndex)
                .json(NewAssetEvent::aliases);
    }

    private static void stand(Pipeline pipeline, List<NewAssetEvent> through) {
        TreeMap<String, AssetSpec> found = new TreeMap<>();
        LinkedHashSet<Target> targets = new LinkedHashSet<>();
        for (NewAssetEvent event : through) {
            AssetSpec asset = event.asset();
            found.putIfAbsent(asset.name() + "\n" + asset.uri(), asset);
            event.aliases().forEach(alias -> targets.add(new Target(alias, AssetKey.of(asset))));
        }
        pipeline.update(
                AssetSql.INSERT_FOUND,
                Columns.of(List.copyOf(found.values()))
                        .text(AssetSpec::name)
                        .text(AssetSpec::uri)
                        .text(AssetSpec::group));
        List<Target> sorted = targets.stream()
                .sorted(Comparator.comparing(Target::alias)
                        .thenComparing(target -> target.asset().name())
                        .thenComparing(target -> target.asset().uri()))
                .toList();
        pipeline.update(
                AssetSql.INSERT_TARGETS,
                Columns.of(sorted)
                        .text(Target::alias)
                        .text(target -> target.asset().name())
                        .text(target -> target.asset().uri()));
    }

    /** Each of them must be in its queue still. */
    static Expected take(Pipeline pipeline, List<RunWrites> runs) {
        List<Taken> taken = runs.stream()
                .flatMap(run -> run.assets().taken().stream()
                        .map(event -> new Taken(run.run().dagId(), run.run().runKey(), event)))
                .toList();
        if (taken.isEmpty()) {
            return Expected.NOTHING;
        }
        pipeline.update(
                AssetSql.INSERT_TAKEN,
                Columns.of(taken)
                        .bigint(Taken::runKey)
                        .bigint(row -> row.event().eventId())
                        .bool(row -> row.event().passedOver()));
        return Expected.rows(
                pipeline,
                "events in queues",
                taken,
                AssetSql.TAKE,
                Columns.of(taken).text(Taken::dagId).bigint(row -> row.event().eventId()));
    }

    static void drop(Pipeline pipeline, List<AssetWrites.Drop> dropped) {
        if (!dropped.isEmpty()) {
            pipeline.update(
                    AssetSql.DROP,
                    Columns.of(dropped)
                            .text(AssetWrites.Drop::dagId)
                            .bigint(AssetWrites.Drop::assetId)
                            .micros(AssetWrites.Drop::before));
        }
    }

    static List<QueuedAsset> queuedAssets(Connection connection) throws SQLException {
        return Database.list(
                connection,
                AssetSql.SELECT_QUEUED_ASSETS,
                statement -> {},
                row -> new QueuedAsset(row.text("dag_id"), key(row), row.texts("aliases")));
    }

    static List<QueuedEvent> queuedEvents(Connection connection, String dagId, int most) throws SQLException {
        return Database.list(
                connection,
                AssetSql.SELECT_QUEUED_EVENTS,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setInt(2, most);
                },
                row -> new QueuedEvent(row.bigint("event_id"), key(row), row.time("at")));
    }

    static List<InactiveUse> inactiveUses(Connection connection) throws SQLException {
        return Database.list(
                connection,
                AssetSql.SELECT_INACTIVE_USES,
                statement -> {},
                row -> new InactiveUse(row.text("dag_id"), row.text("task_id"), key(row)));
    }

    static int tidy(Connection connection) throws SQLException {
        DagRows.lock(connection);
        return Database.update(connection, AssetSql.DEACTIVATE, statement -> {})
                + Database.update(connection, AssetSql.ACTIVATE, statement -> {});
    }

    static Optional<AssetSpec> find(Connection connection, long assetId) throws SQLException {
        return Database.find(
                connection,
                AssetSql.SELECT,
                statement -> statement.setLong(1, assetId),
                row -> new AssetSpec(row.text("name"), row.text("uri"), row.text("group_name"), extra(row)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> extra(Row row) throws SQLException {
        return row.json("extra", Map.class);
    }

    private static AssetKey key(Row row) throws SQLException {
        return new AssetKey(row.text("name"), row.text("uri"));
    }
}
