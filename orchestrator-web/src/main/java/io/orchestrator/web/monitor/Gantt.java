package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.monitor.GanttView.Path;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskSum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads when each task of a run waited and ran, in the order in which they started. */
@Component
class Gantt {

    private static final int TASKS = 200;

    private final RunTasks tasks;
    private final Clock clock;

    Gantt(RunTasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** @param onlyCritical only the tasks that made the run as long as it was */
    GanttView view(DagRunRow run, boolean onlyCritical, int page) {
        var now = clock.instant();
        var line = TimeLine.of(run, now);
        var all = tasks.inOrder(run);
        var critical = tasks.critical(run, all, now);
        var found = all.stream()
                .filter(task -> !onlyCritical || critical.contains(task.taskId()))
                .sorted(Comparator.comparing(Gantt::began))
                .toList();
        var href = Links.run(run.dagId(), run.runId()) + "/gantt";
        var pager = Pager.at(Links.with(href, "critical", onlyCritical ? "true" : ""), page, TASKS, found.size());
        return new GanttView(
                found.subList((int) pager.offset(), (int) pager.last()).stream()
                        .map(task -> Runs.line(run, task, line, now, critical.contains(task.taskId())))
                        .toList(),
                line.ticks(),
                path(all, critical, line, now),
                onlyCritical,
                href,
                pager);
    }

    /** What has not begun comes last. */
    private static Instant began(TaskSum task) {
        return Objects.requireNonNullElse(
                task.cell().startedAt(), Objects.requireNonNullElse(task.scheduledAt(), Instant.MAX));
    }

    private static Path path(List<TaskSum> all, Set<String> critical, TimeLine line, Instant now) {
        var working = all.stream()
                .filter(task -> critical.contains(task.taskId()))
                .map(task ->
                        Durations.between(task.cell().startedAt(), task.cell().endedAt(), now))
                .reduce(Duration.ZERO, Duration::plus);
        var whole = Duration.between(line.start(), line.end());
        var waiting = whole.minus(working);
        return new Path(
                critical.size(), Durations.phrase(working), waiting.isNegative() ? "" : Durations.phrase(waiting));
    }
}
