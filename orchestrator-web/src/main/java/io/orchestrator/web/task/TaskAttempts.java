package io.orchestrator.web.task;

import static java.util.stream.Collectors.toMap;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskView.Attempt;
import io.orchestrator.web.task.TaskView.Failure;
import io.orchestrator.web.worker.WorkerSessionRow;
import io.orchestrator.web.worker.WorkerSessionRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Reads the attempts of a task instance. */
@Component
class TaskAttempts {

    /** Pieces of a log may arrive a little later than the report that the attempt has ended. */
    private static final Duration LATE_LOG = Duration.ofSeconds(15);

    private final TaskAttemptRows rows;
    private final WorkerSessionRows sessions;

    TaskAttempts(TaskAttemptRows rows, WorkerSessionRows sessions) {
        this.rows = rows;
        this.sessions = sessions;
    }

    /** All of them, newest first. */
    List<Attempt> of(DagRunRow run, TaskInstanceRow instance, Instant now) {
        var tried = rows.findByRunKeyAndTaskIdAndMapIndexOrderByAttemptIdAsc(
                run.runKey(), instance.taskId(), instance.mapIndex());
        var workers = workers(tried);
        List<Attempt> attempts = new ArrayList<>();
        for (TaskAttemptRow row : tried) {
            var worker = workers.getOrDefault(row.sessionId(), "");
            attempts.add(attempt(run, instance, row, attempts.size() + 1, worker, now));
        }
        return attempts.reversed();
    }

    /** @throws NotThere if the task has no such attempt */
    TaskAttemptRow find(DagRunRow run, String taskId, UUID attemptId) {
        return rows.findById(new TaskAttemptRow.Key(run.runKey(), attemptId))
                .filter(row -> row.taskId().equals(taskId))
                .orElseThrow(() -> new NotThere("Task “%s” has no attempt %s.".formatted(taskId, attemptId)));
    }

    static boolean isLive(TaskAttemptRow row, Instant now) {
        return row.endedAt() == null || row.endedAt().plus(LATE_LOG).isAfter(now);
    }

    private Map<UUID, String> workers(List<TaskAttemptRow> tried) {
        var wanted = tried.stream().map(TaskAttemptRow::sessionId).distinct().toList();
        Specification<WorkerSessionRow> these =
                (row, query, build) -> row.get("sessionId").in(wanted);
        return wanted.isEmpty()
                ? Map.of()
                : sessions.findAll(these, Sort.unsorted()).stream()
                        .collect(toMap(WorkerSessionRow::sessionId, WorkerSessionRow::name));
    }

    private static Attempt attempt(
            DagRunRow run, TaskInstanceRow instance, TaskAttemptRow row, int number, String worker, Instant now) {
        var task = Links.task(run.dagId(), run.runId(), instance.taskId(), instance.mapIndex());
        return new Attempt(
                row.attemptId(),
                number,
                row.tryNumber(),
                Links.with(task, "attempt", row.attemptId()),
                Links.attempt(run.dagId(), run.runId(), instance.taskId(), row.attemptId()),
                row.state(),
                worker,
                row.queuedAt(),
                row.startedAt(),
                row.endedAt(),
                Durations.span(row.startedAt(), row.endedAt(), now),
                failure(row.failure()),
                !AttemptState.of(row.state()).isFinal());
    }

    private static @Nullable Failure failure(@Nullable String json) {
        if (json == null) {
            return null;
        }
        var failure = Json.MAPPER.readValue(json, Report.Failure.class);
        return new Failure(
                failure.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                failure.message(),
                Objects.requireNonNullElse(failure.stackTrace(), ""));
    }
}
