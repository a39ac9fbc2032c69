package io.orchestrator.web.run;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Bar;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.States;
import io.orchestrator.web.layout.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lists and bars show of a run.
 *
 * @param type the key of a run type
 * @param state the key of a run state
 * @param version the DAG version it keeps to its end
 */
public record RunLine(
        long runKey,
        String dagId,
        String runId,
        String type,
        String state,
        @Nullable Instant logicalDate,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int version) {

    public static RunLine of(DagRunRow row) {
        return new RunLine(
                row.runKey(),
                row.dagId(),
                row.runId(),
                row.runType(),
                row.state(),
                row.logicalDate(),
                row.queuedAt(),
                row.startedAt(),
                row.endedAt(),
                row.version());
    }

    /** From a row that has at least the columns of a line, under the table's own names. */
    public static RunLine of(ResultSet row) throws SQLException {
        return new RunLine(
                row.getLong("run_key"),
                row.getString("dag_id"),
                row.getString("run_id"),
                row.getString("run_type"),
                row.getString("state"),
                Columns.instant(row, "logical_date"),
                Columns.some(row, "queued_at"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"),
                row.getInt("version"));
    }

    public String href() {
        return Links.run(dagId, runId);
    }

    public String dagHref() {
        return Links.dag(dagId);
    }

    /** The instant by which people know the run: its logical date, or when it was asked for. */
    public Instant date() {
        return logicalDate == null ? queuedAt : logicalDate;
    }

    public Duration duration(Instant now) {
        return Durations.between(startedAt, endedAt, now);
    }

    public Durations.Span span(Instant now) {
        return Durations.span(startedAt, endedAt, now);
    }

    /** These runs as bars, in the same order; the longest one is the tallest. */
    public static List<Bar> bars(List<RunLine> runs, Instant now) {
        var longest = runs.stream().map(run -> run.duration(now)).max(Duration::compareTo);
        return runs.stream()
                .map(run -> run.bar(longest.orElse(Duration.ZERO), now))
                .toList();
    }

    private Bar bar(Duration longest, Instant now) {
        var took = startedAt == null ? "" : ", " + Durations.phrase(duration(now));
        var label = "%s, %s%s, %s".formatted(runId, States.words(state), took, Times.utc(date()));
        return new Bar(href(), state, label, Bar.height(duration(now), longest));
    }
}
