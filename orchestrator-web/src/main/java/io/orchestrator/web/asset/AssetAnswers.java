package io.orchestrator.web.asset;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.asset.AssetAnswer.Alias;
import io.orchestrator.web.asset.AssetAnswer.Following;
import io.orchestrator.web.asset.AssetAnswer.Last;
import io.orchestrator.web.asset.AssetAnswer.OfTask;
import io.orchestrator.web.asset.AssetEventAnswer.Started;
import io.orchestrator.web.database.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of assets and their events, of many at once; of DAGs only as far as whoever asks may see them. */
@Component
class AssetAnswers {

    private static final String USES = """
            SELECT a.asset_id, u.dag_id, u.task_id, u.role, u.created_at
            FROM asset a JOIN asset_use u
                ON u.kind = 'asset' AND u.name = a.name AND u.uri = a.uri OR u.kind = 'named' AND u.name = a.name AND a.active
                   OR u.kind = 'at' AND u.uri = a.uri AND a.active
            WHERE a.asset_id = ANY (:ids) AND (:dags::text[] IS NULL OR u.dag_id = ANY (:dags::text[]))
            UNION ALL
            SELECT t.asset_id, u.dag_id, u.task_id, u.role, u.created_at
            FROM asset_alias_target t JOIN asset_use u ON u.kind = 'alias' AND u.name = t.alias
            WHERE t.asset_id = ANY (:ids) AND (:dags::text[] IS NULL OR u.dag_id = ANY (:dags::text[]))
            ORDER BY 1, 2, 3
            """;

    private static final String ALIASES = """
            SELECT t.asset_id, a.alias_id, a.name, a.group_name
            FROM asset_alias_target t JOIN asset_alias a ON a.name = t.alias
            WHERE t.asset_id = ANY (:ids) ORDER BY 1, 3
            """;

    private static final String LAST = """
            SELECT i.id AS asset_id, e.event_id, e.at
            FROM unnest(:ids::bigint[]) AS i (id)
                CROSS JOIN LATERAL (SELECT event_id, at FROM asset_event e WHERE e.asset_id = i.id
                                    ORDER BY e.event_id DESC LIMIT 1) AS e
            """;

    private static final String STARTED = """
            SELECT t.event_id, r.run_id, r.dag_id, r.logical_date, coalesce(r.started_at, r.queued_at) AS start_date, r.ended_at,
                   r.state, r.interval_start, r.interval_end
            FROM asset_event_taken t JOIN dag_run r USING (run_key)
            WHERE t.event_id = ANY (:ids) AND NOT t.passed_over AND (:dags::text[] IS NULL OR r.dag_id = ANY (:dags::text[]))
            ORDER BY r.run_key
            """;

    private final JdbcClient database;
    private final AssetRows assets;
    private final VisibleAssets visible;

    AssetAnswers(JdbcClient database, AssetRows assets, VisibleAssets visible) {
        this.database = database;
        this.assets = assets;
        this.visible = visible;
    }

    private record Use(long assetId, String dagId, String taskId, String role, Instant at) {}

    private record OfLast(long assetId, Last last) {}

    private record OfAlias(long assetId, Alias alias) {}

    List<AssetAnswer> of(List<AssetRow> rows) {
        var ids = rows.stream().map(AssetRow::assetId).toArray(Long[]::new);
        var uses = database
                .sql(USES)
                .param("ids", ids)
                .param("dags", visible.dags())
                .query((row, number) -> new Use(
                        row.getLong("asset_id"),
                        row.getString("dag_id"),
                        row.getString("task_id"),
                        row.getString("role"),
                        Columns.some(row, "created_at")))
                .list()
                .stream()
                .distinct()
                .collect(Collectors.groupingBy(Use::assetId));
        var aliases = database
                .sql(ALIASES)
                .param("ids", ids)
                .query((row, number) -> new OfAlias(
                        row.getLong("asset_id"),
                        new Alias(row.getLong("alias_id"), row.getString("name"), row.getString("group_name"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        OfAlias::assetId, Collectors.mapping(OfAlias::alias, Collectors.toList())));
        var last = new HashMap<Long, Last>();
        database.sql(LAST)
                .param("ids", ids)
                .query((row, number) ->
                        new OfLast(row.getLong("asset_id"), new Last(row.getLong("event_id"), Columns.some(row, "at"))))
                .list()
                .forEach(one -> last.put(one.assetId(), one.last()));
        return rows.stream()
                .map(row -> answer(
                        row,
                        uses.getOrDefault(row.assetId(), List.of()),
                        aliases.getOrDefault(row.assetId(), List.of()),
                        last))
                .toList();
    }

    private static AssetAnswer answer(AssetRow row, List<Use> uses, List<Alias> aliases, Map<Long, Last> last) {
        return new AssetAnswer(
                row.assetId(),
                row.name(),
                row.uri(),
                row.groupName(),
                Json.MAPPER.readTree(row.extra()),
                row.createdAt(),
                row.updatedAt(),
                uses.stream()
                        .filter(use -> use.role().equals("schedule"))
                        .map(use -> new Following(use.dagId(), use.at(), use.at()))
                        .toList(),
                tasks(uses, "outlet"),
                tasks(uses, "inlet"),
                aliases,
                List.of(),
                last.get(row.assetId()));
    }

    private static List<OfTask> tasks(List<Use> uses, String role) {
        return uses.stream()
                .filter(use -> use.role().equals(role))
                .map(use -> new OfTask(use.dagId(), use.taskId(), use.at(), use.at()))
                .toList();
    }

    List<AssetEventAnswer> ofEvents(List<AssetEventRow> rows) {
        var ids = rows.stream().map(AssetEventRow::eventId).toArray(Long[]::new);
        var about = rows.stream().map(AssetEventRow::assetId).distinct().toList();
        var named = assets.findAll((row, query, build) -> row.get("assetId").in(about), Sort.unsorted()).stream()
                .collect(Collectors.toMap(AssetRow::assetId, row -> row));
        var dags = visible.dags();
        var started = new HashMap<Long, List<Started>>();
        database.sql(STARTED)
                .param("ids", ids)
                .param("dags", dags)
                .query((row, number) -> started.computeIfAbsent(row.getLong("event_id"), id -> new ArrayList<>())
                        .add(new Started(
                                row.getString("run_id"),
                                row.getString("dag_id"),
                                Columns.instant(row, "logical_date"),
                                Columns.some(row, "start_date"),
                                Columns.instant(row, "ended_at"),
                                row.getString("state"),
                                Columns.instant(row, "interval_start"),
                                Columns.instant(row, "interval_end"),
                                null)))
                .list();
        var seen = dags == null ? null : Set.of(dags);
        return rows.stream()
                .map(row -> {
                    var shown = row.dagId() != null && (seen == null || seen.contains(row.dagId()));
                    var asset = Objects.requireNonNull(named.get(row.assetId()));
                    return new AssetEventAnswer(
                            row.eventId(),
                            row.assetId(),
                            asset.uri(),
                            asset.name(),
                            asset.groupName(),
                            Json.MAPPER.readTree(row.extra()),
                            shown ? row.dagId() : null,
                            shown ? row.taskId() : null,
                            shown ? row.runId() : null,
                            row.mapIndex(),
                            started.getOrDefault(row.eventId(), List.of()),
                            row.at(),
                            null);
                })
                .toList();
    }
}
