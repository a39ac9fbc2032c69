package io.orchestrator.web.monitor;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.monitor.RunView.TaskLine;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tasks of a run: a mapped task is one line, until one asks for a state. */
@Component
class Runs {

    private static final int TASKS = 100;
    private static final List<String> STATES =
            Arrays.stream(TaskState.values()).map(TaskState::key).toList();

    private final RunTasks tasks;
    private final RunCounts counts;
    private final RunGraph graph;
    private final JdbcClient database;
    private final Clock clock;

    Runs(RunTasks tasks, RunCounts counts, RunGraph graph, JdbcClient database, Clock clock) {
        this.tasks = tasks;
        this.counts = counts;
        this.graph = graph;
        this.database = database;
        this.clock = clock;
    }

    RunHead head(DagRunRow run) {
        return RunHead.of(run, clock.instant());
    }

    /** @param folded ids of groups that are folded */
    GraphView graph(DagRunRow run, List<String> folded) {
        return graph.draw(
                run.dagId(), run.version(), RunLine.of(run), folded, Links.run(run.dagId(), run.runId()) + "/graph");
    }

    RunView view(DagRunRow run, String state, String text, int page) {
        var status = STATES.contains(state) ? state : "";
        var address = Links.with(Links.with(Links.run(run.dagId(), run.runId()), "state", status), "q", text);
        var counted = counts.of(run.runKey(), Links.run(run.dagId(), run.runId()));
        return status.isEmpty()
                ? tasks(run, counted, text, address, page)
                : instances(run, counted, status, text, address, page);
    }

    private RunView tasks(DagRunRow run, RunCounts.View counted, String text, String address, int page) {
        var now = clock.instant();
        var line = TimeLine.of(run, now);
        var found = tasks.inOrder(run).stream()
                .filter(task -> task.taskId().contains(text))
                .toList();
        var pager = Pager.at(address, page, TASKS, found.size());
        var shown = found.subList((int) pager.offset(), (int) pager.last()).stream()
                .map(task -> line(run, task, line, now, false))
                .toList();
        return new RunView(counted, shown, "", text, pager);
    }

    static TaskLine line(DagRunRow run, TaskSum task, TimeLine line, Instant now, boolean critical) {
        var cell = task.cell();
        return new TaskLine(
                task.taskId(),
                Links.task(run.dagId(), run.runId(), task.taskId()),
                cell.state(),
                task.mapped() ? "%,d of %,d items".formatted(cell.alike(), cell.all()) : "",
                task.reason(),
                cell.tryNumber(),
                task.maxTries(),
                Durations.span(cell.startedAt(), cell.endedAt(), now),
                line.place(task.scheduledAt(), cell.startedAt(), cell.endedAt()),
                critical);
    }

    private RunView instances(
            DagRunRow run, RunCounts.View counted, String state, String text, String address, int page) {
        long number = statement(RunTasksSql.NUMBER_IN_STATE, run, state, text)
                .query(Long.class)
                .single();
        var pager = Pager.at(address, page, TASKS, number);
        var now = clock.instant();
        var line = TimeLine.of(run, now);
        var shown = statement(RunTasksSql.IN_STATE, run, state, text)
                .param("size", pager.size())
                .param("offset", pager.offset())
                .query((row, index) -> instance(row, run, line, now))
                .list();
        return new RunView(counted, shown, state, text, pager);
    }

    private JdbcClient.StatementSpec statement(String sql, DagRunRow run, String state, String text) {
        return database.sql(sql)
                .param("run", run.runKey())
                .param("state", state)
                .param("text", text);
    }

    private static TaskLine instance(ResultSet row, DagRunRow run, TimeLine line, Instant now) throws SQLException {
        var taskId = row.getString("task_id");
        int index = row.getInt("map_index");
        var started = Columns.instant(row, "started_at");
        var ended = Columns.instant(row, "ended_at");
        var called = Objects.requireNonNullElse(row.getString("label"), String.valueOf(index));
        return new TaskLine(
                index < 0 ? taskId : "%s [%s]".formatted(taskId, called),
                Links.task(run.dagId(), run.runId(), taskId, index),
                row.getString("state"),
                "",
                Objects.requireNonNullElse(row.getString("state_reason"), ""),
                row.getInt("try_number"),
                row.getInt("max_tries") + 1,
                Durations.span(started, ended, now),
                line.place(Columns.instant(row, "scheduled_at"), started, ended),
                false);
    }
}
