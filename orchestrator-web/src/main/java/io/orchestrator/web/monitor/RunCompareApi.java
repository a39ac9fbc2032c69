package io.orchestrator.web.monitor;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.InvalidField;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dag.GraphDiff;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunLookup;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import io.orchestrator.web.task.TaskSum;
import io.orchestrator.web.task.TaskSums;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What was slower in a run than in another one, and what is different. Airflow's API has nothing like it. */
@ApiEndpoint
@Needs(Right.SEE)
class RunCompareApi {

    private static final double MILLIS = 1000;

    private final RunLookup runs;
    private final TaskSums sums;
    private final DagGraphs graphs;
    private final Clock clock;

    RunCompareApi(RunLookup runs, TaskSums sums, DagGraphs graphs, Clock clock) {
        this.runs = runs;
        this.sums = sums;
        this.graphs = graphs;
        this.clock = clock;
    }

    /**
     * @param slower in seconds, of the whole run; null: one of them has not started
     * @param changes of the runs themselves: state, version, build, params
     * @param graphChanges what another version made different
     */
    record Comparison(
            String dagId,
            String dagRunId,
            String with,
            @Nullable Double slower,
            List<RunComparison.Change> changes,
            List<GraphDiff.Change> graphChanges,
            List<Task> tasks) {}

    /**
     * @param stateThen in the other run; null: it has no such task
     * @param durationThen in seconds, or null
     * @param slower in seconds; null: it did not run in both
     */
    record Task(
            String taskId,
            @Nullable String stateThen,
            @Nullable String state,
            @Nullable Double durationThen,
            @Nullable Double duration,
            @Nullable Double slower) {}

    /** What became slower most comes first. */
    @GetMapping("/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}/comparison")
    @Accepts(query = "with")
    Comparison show(@PathVariable String dagId, @PathVariable String runId, HttpServletRequest request) {
        var with = Query.of(request, Set.of("with"))
                .text("with")
                .orElseThrow(() ->
                        ApiRefusal.invalid(InvalidField.query("with", "It is missing: name the run to compare with")));
        var now = clock.instant();
        var after = runs.find(dagId, runId);
        var before = runs.find(dagId, with);
        return new Comparison(
                dagId,
                runId,
                with,
                slower(
                        seconds(before.startedAt(), before.endedAt(), now),
                        seconds(after.startedAt(), after.endedAt(), now)),
                RunComparison.changes(before, after, RunComparePages.params(before), RunComparePages.params(after)),
                RunComparePages.graphChanges(graphs, before, after),
                tasks(before, after, now));
    }

    private List<Task> tasks(DagRunRow before, DagRunRow after, Instant now) {
        var then = sums.of(before.runKey());
        var here = sums.of(after.runKey());
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(here.keySet());
        return names.stream()
                .map(name -> task(name, then.get(name), here.get(name), now))
                .sorted(Comparator.comparing(Task::slower, Comparator.nullsLast(Comparator.<Double>reverseOrder())))
                .toList();
    }

    private static Task task(String name, @Nullable TaskSum then, @Nullable TaskSum here, Instant now) {
        var durationThen = then == null
                ? null
                : seconds(then.cell().startedAt(), then.cell().endedAt(), now);
        var duration = here == null
                ? null
                : seconds(here.cell().startedAt(), here.cell().endedAt(), now);
        return new Task(
                name,
                then == null ? null : then.cell().state(),
                here == null ? null : here.cell().state(),
                durationThen,
                duration,
                slower(durationThen, duration));
    }

    private static @Nullable Double seconds(@Nullable Instant start, @Nullable Instant end, Instant now) {
        return start == null
                ? null
                : Duration.between(start, end == null ? now : end).toMillis() / MILLIS;
    }

    private static @Nullable Double slower(@Nullable Double then, @Nullable Double now) {
        return then == null || now == null ? null : Math.round((now - then) * MILLIS) / MILLIS;
    }
}
