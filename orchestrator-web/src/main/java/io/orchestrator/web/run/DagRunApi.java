package io.orchestrator.web.run;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.InvalidField;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Patch;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.api.TimeWindows;
import io.orchestrator.web.api.Totals;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.dag.DagLookup;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Runs: list, trigger, show, mark. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns")
class DagRunApi {

    private static final Set<String> PARAMETERS =
            Query.names(RunFilter.PARAMETERS, Paging.PARAMETERS.toArray(String[]::new));
    private static final Map<String, String> SORTABLE = Map.of(
            "id", "runKey",
            "dag_id", "dagId",
            "run_id", "runId",
            "dag_run_id", "runId",
            "state", "state",
            "logical_date", "logicalDate",
            "run_after", "runAfter",
            "start_date", "startedAt",
            "end_date", "endedAt");
    private static final List<DagRunState> MARKS = List.of(DagRunState.QUEUED, DagRunState.SUCCESS, DagRunState.FAILED);

    private final DagRunRows runs;
    private final RunLookup lookup;
    private final DagLookup dags;
    private final RunAnswers answers;
    private final Notes notes;
    private final Access access;
    private final Totals totals;
    private final TimeWindows windows;
    private final Commands commands;

    DagRunApi(
            DagRunRows runs,
            RunLookup lookup,
            DagLookup dags,
            RunAnswers answers,
            Notes notes,
            Access access,
            Totals totals,
            TimeWindows windows,
            Commands commands) {
        this.runs = runs;
        this.lookup = lookup;
        this.dags = dags;
        this.answers = answers;
        this.notes = notes;
        this.access = access;
        this.totals = totals;
        this.windows = windows;
        this.commands = commands;
    }

    record Runs(List<RunAnswer> dagRuns, long totalEntries) {}

    @GetMapping
    Runs list(@PathVariable String dagId, HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, SORTABLE, Sort.by("runKey"));
        if (!dagId.equals("~")) {
            dags.find(dagId);
        }
        var part = part(paging, dagId, query);
        return new Runs(answers.of(part.rows()), part.total());
    }

    @PostMapping("/list")
    @Needs(Right.SEE)
    Runs listAll(@PathVariable String dagId, @RequestBody JsonNode json) {
        if (!dagId.equals("~")) {
            throw ApiRefusal.invalid(InvalidField.path("dag_id", "Expected ~: the DAGs are named in the body"));
        }
        var query = Query.ofBody(json, RunFilter.BODY);
        try {
            var part = part(Paging.of(query, SORTABLE, Sort.by("runKey")), dagId, query);
            return new Runs(answers.of(part.rows()), part.total());
        } catch (ApiRefusal wrong) {
            throw wrong.inBody();
        }
    }

    private Paging.Part<DagRunRow> part(Paging paging, String dagId, Query query) {
        var visible = access.dags(Right.SEE);
        var filter = RunFilter.of(dagId, query).and(Access.rows("dagId", visible));
        var list = List.of("runs", dagId, query.filters(), visible);
        return dagId.equals("~")
                ? paging.readLongest(runs, filter, totals, list, windows)
                : paging.readLong(runs, filter, totals, list);
    }

    @PostMapping
    @Needs(Right.OPERATE)
    RunAnswer trigger(@PathVariable String dagId, @RequestBody JsonNode json, Principal user) {
        dags.find(dagId);
        var triggered = commands.await(TriggerBody.read(dagId, json, user.getName()));
        if (!triggered.created()) {
            throw ApiRefusal.conflict("DAG %s has a run with this run id or logical date already: %s"
                    .formatted(dagId, triggered.run().runId()));
        }
        return show(dagId, triggered.run().runId());
    }

    @GetMapping("/{runId}")
    RunAnswer show(@PathVariable String dagId, @PathVariable String runId) {
        return answers.of(List.of(lookup.find(dagId, runId))).getFirst();
    }

    @PatchMapping("/{runId}")
    @Needs(Right.OPERATE)
    RunAnswer mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestBody JsonNode json,
            HttpServletRequest request,
            Principal user) {
        var body = Patch.of(json, Query.of(request, Set.of("update_mask")), "state", "note");
        lookup.find(dagId, runId);
        if (body.has("note")) {
            notes.ofRun(dagId, runId, body.text("note", Notes.LONGEST).orElse(null), user.getName());
        }
        if (body.value("state").isPresent()) {
            commands.await(new Command.MarkRun(dagId, runId, state(body), user.getName()));
        }
        return show(dagId, runId);
    }

    private static DagRunState state(Body body) {
        return body.text("state")
                .map(text -> MARKS.stream()
                        .filter(state -> state.key().equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                Body.invalid("state", "'%s' is none of: queued, success, failed".formatted(text))))
                .orElseThrow(() -> Body.invalid("state", "It is missing: expected queued, success or failed"));
    }
}
