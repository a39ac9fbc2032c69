package io.orchestrator.web.dag;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** DAGs: list, show, pause. */
@ApiEndpoint
@RequestMapping("/api/v2/dags")
class DagApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, DagFilter.PARAMETERS);
    private static final Map<String, String> SORTABLE =
            Map.of("dag_id", "dagId", "dag_display_name", "dagId", "is_paused", "paused");

    private final DagRows dags;
    private final DagLookup lookup;
    private final DagAnswers answers;
    private final Commands commands;

    DagApi(DagRows dags, DagLookup lookup, DagAnswers answers, Commands commands) {
        this.dags = dags;
        this.lookup = lookup;
        this.answers = answers;
        this.commands = commands;
    }

    record Dags(List<DagAnswer> dags, long totalEntries) {}

    @GetMapping
    Dags list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var part = Paging.of(query, SORTABLE, Sort.by("dagId")).read(dags, DagFilter.of(query));
        return new Dags(answers.of(part.rows()), part.total());
    }

    @GetMapping("/{dagId}")
    DagAnswer show(@PathVariable String dagId) {
        return answers.of(List.of(lookup.find(dagId))).getFirst();
    }

    @GetMapping("/{dagId}/details")
    DagDetailsAnswer details(@PathVariable String dagId) {
        return answers.details(lookup.find(dagId));
    }

    @PatchMapping("/{dagId}")
    DagAnswer change(
            @PathVariable String dagId, @RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        var mask = Query.of(request, Set.of("update_mask")).texts("update_mask");
        if (!mask.isEmpty() && !mask.equals(List.of("is_paused"))) {
            throw Query.invalid("update_mask", "Only is_paused can be changed");
        }
        var paused = Body.of(json, Set.of("is_paused"))
                .flag("is_paused")
                .orElseThrow(() -> Body.invalid("is_paused", "It is missing: expected true or false"));
        lookup.find(dagId);
        commands.await(new Command.Pause(dagId, paused, user.getName()));
        return show(dagId);
    }
}
