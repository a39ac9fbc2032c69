package io.orchestrator.web.asset;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The events that DAGs have not taken: show, and drop. As Airflow has it, one line for each DAG and asset. */
@ApiEndpoint
@Needs(Right.SEE)
class QueuedEventApi {

    private static final String QUEUED = """
            SELECT q.dag_id, q.asset_id, min(e.at) AS created_at
            FROM asset_queue q JOIN asset_event e USING (event_id)
            WHERE (:dag::text IS NULL OR q.dag_id = :dag) AND (:asset::bigint IS NULL OR q.asset_id = :asset)
              AND (:before::timestamptz IS NULL OR e.at < :before)
              AND (:visible::text[] IS NULL OR q.dag_id = ANY (:visible::text[]))
            GROUP BY q.dag_id, q.asset_id ORDER BY 1, 2
            """;

    private final JdbcClient database;
    private final Access access;
    private final VisibleAssets visible;
    private final Commands commands;

    QueuedEventApi(JdbcClient database, Access access, VisibleAssets visible, Commands commands) {
        this.database = database;
        this.access = access;
        this.visible = visible;
        this.commands = commands;
    }

    record Queued(String dagId, long assetId, Instant createdAt, String dagDisplayName) {}

    record QueuedEvents(List<Queued> queuedEvents, int totalEntries) {}

    @GetMapping("/api/v2/assets/{assetId}/queuedEvents")
    QueuedEvents ofAsset(@PathVariable long assetId, HttpServletRequest request) {
        return all(find(null, assetId, before(request), Right.SEE));
    }

    @GetMapping("/api/v2/dags/{dagId}/assets/queuedEvents")
    QueuedEvents ofDag(@PathVariable String dagId, HttpServletRequest request) {
        return all(find(dagId, null, before(request), Right.SEE));
    }

    @GetMapping("/api/v2/dags/{dagId}/assets/{assetId}/queuedEvents")
    Queued ofBoth(@PathVariable String dagId, @PathVariable long assetId, HttpServletRequest request) {
        return some(find(dagId, assetId, before(request), Right.SEE)).getFirst();
    }

    @DeleteMapping("/api/v2/assets/{assetId}/queuedEvents")
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropOfAsset(@PathVariable long assetId, HttpServletRequest request, Principal user) {
        visible.find(assetId);
        var before = before(request);
        drop(some(find(null, assetId, before, Right.OPERATE)), assetId, before, user);
    }

    @DeleteMapping("/api/v2/dags/{dagId}/assets/queuedEvents")
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropOfDag(@PathVariable String dagId, HttpServletRequest request, Principal user) {
        var before = before(request);
        drop(some(find(dagId, null, before, Right.OPERATE)), null, before, user);
    }

    @DeleteMapping("/api/v2/dags/{dagId}/assets/{assetId}/queuedEvents")
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropOfBoth(
            @PathVariable String dagId, @PathVariable long assetId, HttpServletRequest request, Principal user) {
        var before = before(request);
        drop(some(find(dagId, assetId, before, Right.OPERATE)), assetId, before, user);
    }

    private static @Nullable Instant before(HttpServletRequest request) {
        return Query.of(request, Set.of("before")).instant("before").orElse(null);
    }

    private static QueuedEvents all(List<Queued> queued) {
        return new QueuedEvents(queued, queued.size());
    }

    private static List<Queued> some(List<Queued> queued) {
        if (queued.isEmpty()) {
            throw ApiRefusal.notFound("No queued event was found: nothing waits there");
        }
        return queued;
    }

    private List<Queued> find(@Nullable String dagId, @Nullable Long assetId, @Nullable Instant before, Right right) {
        return database.sql(QUEUED)
                .param("dag", dagId)
                .param("asset", assetId)
                .param("before", before == null ? null : before.atOffset(ZoneOffset.UTC))
                .param("visible", access.dagArray(right))
                .query((row, number) -> new Queued(
                        row.getString("dag_id"),
                        row.getLong("asset_id"),
                        Columns.some(row, "created_at"),
                        row.getString("dag_id")))
                .list();
    }

    private void drop(List<Queued> queued, @Nullable Long assetId, @Nullable Instant before, Principal user) {
        commands.awaitAll(queued.stream()
                .map(Queued::dagId)
                .distinct()
                .<Command<Boolean>>map(dagId -> new Command.DropAssetEvents(dagId, assetId, before, user.getName()))
                .toList());
    }
}
