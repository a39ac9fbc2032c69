package io.orchestrator.web.dag;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** DAGs: list, show, pause. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags")
class DagApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, DagFilter.PARAMETERS);
    private static final Set<String> LIST_PARAMETERS = Query.names(
            Query.names(Query.names(PARAMETERS, "is_favorite"), DagsByRuns.PARAMETERS), DagsByAssets.PARAMETERS);
    private static final Map<String, String> SORTABLE =
            Map.of("dag_id", "dagId", "dag_display_name", "dagId", "is_paused", "paused");

    private final DagRows dags;
    private final DagLookup lookup;
    private final DagAnswers answers;
    private final DagsByRuns byRuns;
    private final DagsByAssets byAssets;
    private final Favorites favorites;
    private final Access access;
    private final Commands commands;

    DagApi(
            DagRows dags,
            DagLookup lookup,
            DagAnswers answers,
            DagsByRuns byRuns,
            DagsByAssets byAssets,
            Favorites favorites,
            Access access,
            Commands commands) {
        this.dags = dags;
        this.lookup = lookup;
        this.answers = answers;
        this.byRuns = byRuns;
        this.byAssets = byAssets;
        this.favorites = favorites;
        this.access = access;
        this.commands = commands;
    }

    record Dags(List<DagAnswer> dags, long totalEntries) {}

    @GetMapping
    Dags list(HttpServletRequest request, Principal user) {
        var query = Query.of(request, LIST_PARAMETERS);
        var part = Paging.of(query, SORTABLE, Sort.by("dagId"))
                .read(
                        dags,
                        DagFilter.of(query)
                                .and(access.rows("dagId", Right.SEE))
                                .and(byRuns.filter(query))
                                .and(byAssets.filter(query))
                                .and(favorites.filter(query, user.getName())));
        return new Dags(answers.of(part.rows()), part.total());
    }

    @GetMapping("/{dagId}")
    DagAnswer show(@PathVariable String dagId) {
        return answers.of(List.of(lookup.find(dagId))).getFirst();
    }

    @GetMapping("/{dagId}/details")
    DagDetailsAnswer details(@PathVariable String dagId, Principal user) {
        return answers.details(lookup.find(dagId), favorites.of(user.getName()).contains(dagId));
    }

    @PostMapping("/{dagId}/favorite")
    @Needs(Right.SEE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void favorite(@PathVariable String dagId, Principal user) {
        favorites.add(lookup.find(dagId).dagId(), user.getName());
    }

    @PostMapping("/{dagId}/unfavorite")
    @Needs(Right.SEE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unfavorite(@PathVariable String dagId, Principal user) {
        if (!favorites.remove(lookup.find(dagId).dagId(), user.getName())) {
            throw ApiRefusal.conflict("DAG %s is no favorite of yours".formatted(dagId));
        }
    }

    /** Pauses or unpauses all DAGs that pass the filter; the answer: the page of them that is asked for. */
    @PatchMapping
    @Needs(Right.OPERATE)
    Dags changeAll(@RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        var query = Query.of(request, Query.names(PARAMETERS, "update_mask"));
        checkMask(query);
        if (query.text("dag_id_pattern").isEmpty()) {
            throw Query.invalid("dag_id_pattern", "It is missing: name the DAGs to change, or give ~ for all of them");
        }
        var paused = paused(json);
        var paging = Paging.of(query, SORTABLE, Sort.by("dagId"));
        var filter = DagFilter.of(query).and(access.rows("dagId", Right.OPERATE));
        for (var dag : dags.findAll(filter, Sort.by("dagId"))) {
            commands.await(new Command.Pause(dag.dagId(), paused, user.getName()));
        }
        var changed = DagFilter.of(query.without("paused")).and(access.rows("dagId", Right.OPERATE));
        var part = paging.read(dags, changed);
        return new Dags(answers.of(part.rows()), part.total());
    }

    @PatchMapping("/{dagId}")
    @Needs(Right.OPERATE)
    DagAnswer change(
            @PathVariable String dagId, @RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        checkMask(Query.of(request, Set.of("update_mask")));
        var paused = paused(json);
        lookup.find(dagId);
        commands.await(new Command.Pause(dagId, paused, user.getName()));
        return show(dagId);
    }

    private static void checkMask(Query query) {
        var mask = query.texts("update_mask");
        if (!mask.isEmpty() && !mask.equals(List.of("is_paused"))) {
            throw Query.invalid("update_mask", "Only is_paused can be changed");
        }
    }

    private static boolean paused(JsonNode json) {
        return Body.of(json, Set.of("is_paused"))
                .flag("is_paused")
                .orElseThrow(() -> Body.invalid("is_paused", "It is missing: expected true or false"));
    }
}
