package io.orchestrator.web.monitor;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.GraphDiff;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import io.orchestrator.web.task.TaskSums;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The tab of a run that compares it with another one: what was slower, and what is different. */
@Controller
@Needs(Right.SEE)
class RunComparePages {

    private static final int OFFERED = 50;

    /** Runs to compare with, the newest before this one first, then those after it. */
    private static final String OTHERS = """
            SELECT run_key, dag_id, run_id, run_type, state, logical_date, queued_at, started_at, ended_at, version
            FROM dag_run WHERE dag_id = :dag AND run_key <> :run
            ORDER BY run_key < :run DESC, run_key DESC LIMIT :number
            """;

    private final DagRunFinder finder;
    private final TaskSums sums;
    private final DagGraphs graphs;
    private final JdbcClient database;
    private final Clock clock;

    RunComparePages(DagRunFinder finder, TaskSums sums, DagGraphs graphs, JdbcClient database, Clock clock) {
        this.finder = finder;
        this.sums = sums;
        this.graphs = graphs;
        this.database = database;
        this.clock = clock;
    }

    /** @param other the run id of the other run, or empty: the last success before this one, else the run before it */
    @GetMapping("/dags/{dagId}/runs/{runId}/compare")
    String show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(name = "with", defaultValue = "") String other,
            Model model) {
        var run = finder.find(dagId, runId);
        var offered = others(run);
        var chosen = other.isEmpty() ? usual(run, offered) : other;
        model.addAttribute("run", RunHead.of(run, clock.instant()));
        model.addAttribute("offered", offered);
        model.addAttribute("chosen", chosen);
        if (chosen != null) {
            compare(finder.find(dagId, chosen), run, model);
        }
        return "run/compare";
    }

    private List<RunLine> others(DagRunRow run) {
        return database.sql(OTHERS)
                .param("dag", run.dagId())
                .param("run", run.runKey())
                .param("number", OFFERED)
                .query((row, number) -> RunLine.of(row))
                .list();
    }

    private static @Nullable String usual(DagRunRow run, List<RunLine> offered) {
        return offered.stream()
                .filter(other -> other.runKey() < run.runKey() && other.state().equals("success"))
                .findFirst()
                .or(() -> offered.stream().findFirst())
                .map(RunLine::runId)
                .orElse(null);
    }

    private void compare(DagRunRow before, DagRunRow after, Model model) {
        var now = clock.instant();
        var lines = RunComparison.lines(after, sums.of(before.runKey()), sums.of(after.runKey()), now);
        var then = took(before, now);
        var took = took(after, now);
        model.addAttribute("other", RunHead.of(before, now));
        model.addAttribute("lines", lines);
        model.addAttribute("changes", RunComparison.changes(before, after, params(before), params(after)));
        model.addAttribute("graph", graphChanges(graphs, before, after));
        model.addAttribute("difference", RunComparison.signed(took.minus(then).toMillis()));
    }

    private static Duration took(DagRunRow run, Instant now) {
        return Durations.between(run.startedAt(), run.endedAt(), now);
    }

    static List<GraphDiff.Change> graphChanges(DagGraphs graphs, DagRunRow before, DagRunRow after) {
        var old = graphs.find(before.dagId(), before.version());
        var now = graphs.find(after.dagId(), after.version());
        return before.version() == after.version() || old.isEmpty() || now.isEmpty()
                ? List.of()
                : GraphDiff.between(old.get(), now.get());
    }

    static JsonNode params(DagRunRow run) {
        return Json.MAPPER.readTree(run.params());
    }
}
