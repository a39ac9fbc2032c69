package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.PreviewedRun;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** A preview of a DAG's schedule. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/comingRuns")
class ComingRunApi {

    private static final int USUAL = 10;
    private static final int MOST = 100;

    private final DagLookup dags;
    private final ComingRuns coming;

    ComingRunApi(DagLookup dags, ComingRuns coming) {
        this.dags = dags;
        this.coming = coming;
    }

    /** @param scheduleError what is wrong with a timetable in Java, a sentence, or null */
    record Answer(
            List<Run> comingRuns,
            int totalEntries,
            @Nullable String scheduleError) {}

    /** @param clocksChange clocks change on that day where the schedule lives */
    record Run(
            Instant runAfter,
            Instant logicalDate,
            Instant dataIntervalStart,
            Instant dataIntervalEnd,
            boolean clocksChange) {
        static Run of(PreviewedRun previewed) {
            var run = previewed.run();
            return new Run(
                    run.runAfter(), run.logicalDate(), run.intervalStart(), run.intervalEnd(), previewed.clockChange());
        }
    }

    @Accepts(query = "limit")
    @GetMapping
    Answer list(@PathVariable String dagId, HttpServletRequest request) {
        var limit = Query.of(request, Set.of("limit")).integer("limit").orElse(USUAL);
        if (limit < 0 || limit > MOST) {
            throw Query.invalid("limit", "It is %d: expected 0 to %d".formatted(limit, MOST));
        }
        var graph = dags.newestGraph(dagId);
        var runs = coming.of(graph, limit).stream().map(Run::of).toList();
        return new Answer(runs, runs.size(), coming.error(graph));
    }
}
