package io.orchestrator.web.asset;

import static io.orchestrator.web.api.Filters.equal;
import static io.orchestrator.web.api.Filters.like;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.Limits;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Assets, their aliases and events: list, show, say that one was updated. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/assets")
class AssetApi {

    private static final Map<String, String> SORTABLE =
            Map.of("id", "assetId", "name", "name", "uri", "uri", "created_at", "createdAt", "updated_at", "updatedAt");
    private static final Map<String, String> SORTABLE_EVENTS = Map.of(
            "id",
            "eventId",
            "timestamp",
            "at",
            "source_dag_id",
            "dagId",
            "source_task_id",
            "taskId",
            "source_run_id",
            "runId",
            "source_map_index",
            "mapIndex");
    private static final Map<String, String> SOURCES =
            Map.of("source_dag_id", "dagId", "source_task_id", "taskId", "source_run_id", "runId");

    private final AssetRows assets;
    private final AssetAliasRows aliases;
    private final AssetEventRows events;
    private final AssetAnswers answers;
    private final VisibleAssets visible;
    private final Commands commands;

    AssetApi(
            AssetRows assets,
            AssetAliasRows aliases,
            AssetEventRows events,
            AssetAnswers answers,
            VisibleAssets visible,
            Commands commands) {
        this.assets = assets;
        this.aliases = aliases;
        this.events = events;
        this.answers = answers;
        this.visible = visible;
        this.commands = commands;
    }

    record Assets(List<AssetAnswer> assets, long totalEntries) {}

    record Aliases(List<AssetAnswer.Alias> assetAliases, long totalEntries) {}

    record Events(List<AssetEventAnswer> assetEvents, long totalEntries) {}

    @GetMapping
    Assets list(HttpServletRequest request) {
        var query = Query.of(
                request, Query.names(Paging.PARAMETERS, "name_pattern", "uri_pattern", "dag_ids", "only_active"));
        Specification<AssetRow> filter = visible.rows("assetId");
        filter = filter.and(query.text("name_pattern")
                        .<Specification<AssetRow>>map(text -> like("name", text))
                        .orElseGet(Filters::all))
                .and(query.text("uri_pattern")
                        .<Specification<AssetRow>>map(text -> like("uri", text))
                        .orElseGet(Filters::all));
        if (query.flag("only_active").orElse(true)) {
            filter = filter.and(equal("active", true));
        }
        if (!query.texts("dag_ids").isEmpty()) {
            filter = filter.and(visible.among("assetId", query.texts("dag_ids").toArray(String[]::new)));
        }
        var part = Paging.of(query, SORTABLE, Sort.by("assetId")).read(assets, filter);
        return new Assets(answers.of(part.rows()), part.total());
    }

    @GetMapping("/{id}")
    AssetAnswer show(@PathVariable long id) {
        return answers.of(List.of(visible.find(id))).getFirst();
    }

    @GetMapping("/aliases")
    Aliases aliases(HttpServletRequest request) {
        var query = Query.of(request, Query.names(Paging.PARAMETERS, "name_pattern"));
        var filter = visible.aliases()
                .and(query.text("name_pattern")
                        .<Specification<AssetAliasRow>>map(text -> like("name", text))
                        .orElseGet(Filters::all));
        var part = Paging.of(query, Map.of("id", "aliasId", "name", "name"), Sort.by("aliasId"))
                .read(aliases, filter);
        return new Aliases(part.rows().stream().map(AssetAnswer.Alias::of).toList(), part.total());
    }

    @GetMapping("/aliases/{id}")
    AssetAnswer.Alias alias(@PathVariable long id) {
        return aliases.findAll(visible.aliases().and(equal("aliasId", id)), Sort.unsorted()).stream()
                .findFirst()
                .map(AssetAnswer.Alias::of)
                .orElseThrow(() -> ApiRefusal.notFound("The Asset Alias with ID: `%d` was not found".formatted(id)));
    }

    @GetMapping("/events")
    Events events(HttpServletRequest request) {
        var names = Query.names(
                Paging.PARAMETERS,
                "asset_id",
                "source_dag_id",
                "source_task_id",
                "source_run_id",
                "source_map_index",
                "name_pattern");
        var query = Query.of(
                request,
                Query.names(names, Filters.rangeParameters(Set.of("timestamp")).toArray(String[]::new)));
        Specification<AssetEventRow> filter = visible.rows("assetId");
        filter = filter.and(Filters.ranges(query, Map.of("timestamp", "at")));
        for (var source : SOURCES.entrySet()) {
            if (query.text(source.getKey()).isPresent()) {
                filter = filter.and(
                        equal(source.getValue(), query.text(source.getKey()).get()));
            }
        }
        if (query.integer("asset_id").isPresent()) {
            filter = filter.and(equal("assetId", query.integer("asset_id").get().longValue()));
        }
        if (query.integer("source_map_index").isPresent()) {
            filter = filter.and(
                    equal("mapIndex", query.integer("source_map_index").get()));
        }
        if (query.text("name_pattern").isPresent()) {
            filter = filter.and(ofAssets(query.text("name_pattern").get()));
        }
        var part = Paging.of(query, SORTABLE_EVENTS, Sort.by("at", "eventId")).read(events, filter);
        return new Events(answers.ofEvents(part.rows()), part.total());
    }

    private static Specification<AssetEventRow> ofAssets(String pattern) {
        return (row, query, build) -> {
            var named = query.subquery(Long.class);
            var asset = named.from(AssetRow.class);
            Specification<AssetRow> like = like("name", pattern);
            named.select(asset.get("assetId")).where(like.toPredicate(asset, query, build));
            return row.get("assetId").in(named);
        };
    }

    @PostMapping("/events")
    @Needs(Right.OPERATE)
    AssetEventAnswer create(@RequestBody JsonNode json, Principal user) {
        var body = Body.of(json, Set.of("asset_id", "extra", "partition_key"));
        if (body.value("partition_key").isPresent()) {
            throw Body.invalid("partition_key", "This is not supported yet: leave it out, or send null");
        }
        var id = body.integer("asset_id")
                .orElseThrow(() -> Body.invalid("asset_id", "It is missing: expected the id of an asset"));
        var extra = body.object("extra").orElseGet(JsonNodeFactory.instance::objectNode);
        if (extra.toString().length() > Limits.ASSET_EXTRA) {
            throw Body.invalid("extra", "It is larger than %d KiB".formatted(Limits.ASSET_EXTRA / 1024));
        }
        visible.find(id);
        if (!visible.mayUpdate(id)) {
            throw new AccessDeniedException("Somebody who operates no DAG that produces asset %d".formatted(id));
        }
        commands.await(new Command.CauseAssetEvent(id, extra, user.getName()));
        var newest = events.findAll(
                        AssetApi.<AssetEventRow>is("assetId", (long) id)
                                .and((row, query, build) -> build.isNull(row.get("dagId"))),
                        PageRequest.of(0, 1, Sort.by("eventId").descending()))
                .getContent();
        return answers.ofEvents(newest).stream()
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("The event of asset `%d` was not found".formatted(id)));
    }

    private static <T> Specification<T> is(String property, Object value) {
        return equal(property, value);
    }
}
