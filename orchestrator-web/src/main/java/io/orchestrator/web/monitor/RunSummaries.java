package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.run.RunLine;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums a run up for the side of the grid. */
@Component
class RunSummaries {

    private static final int FAILURES = 6;

    /** The first tasks of a run that failed themselves. */
    private static final String FAILED_TASKS = """
            SELECT task_id, min(ended_at) AS at FROM task_instance
            WHERE run_key = :run AND state = 'failed' GROUP BY task_id ORDER BY at LIMIT :number
            """;

    private final RunCounts counts;
    private final JdbcClient database;
    private final Clock clock;

    RunSummaries(RunCounts counts, JdbcClient database, Clock clock) {
        this.counts = counts;
        this.database = database;
        this.clock = clock;
    }

    RunSummary of(RunLine run) {
        var failed = database.sql(FAILED_TASKS)
                .param("run", run.runKey())
                .param("number", FAILURES)
                .query((row, number) -> row.getString("task_id"))
                .list();
        return new RunSummary(
                run,
                run.span(clock.instant()),
                counts.of(run.runKey(), run.href()),
                failed.stream()
                        .map(task -> new Failed(task, Links.task(run.dagId(), run.runId(), task)))
                        .toList());
    }

    /** @param failures the first tasks that failed */
    record RunSummary(RunLine run, Durations.Span took, RunCounts.View counts, List<Failed> failures) {}

    record Failed(String taskId, String href) {}
}
