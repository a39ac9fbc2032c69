package io.orchestrator.web.task;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.api.Seconds;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.DagRunRows;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of task instances and of their tries, of many at once. */
@Component
class InstanceAnswers {

    private static final String NO_CONFIG = "{}";

    private final DagRunRows runs;
    private final Surroundings surroundings;

    InstanceAnswers(DagRunRows runs, Surroundings surroundings) {
        this.runs = runs;
        this.surroundings = surroundings;
    }

    List<InstanceAnswer> of(List<TaskInstanceRow> instances) {
        var keys = instances.stream().map(TaskInstanceRow::runKey).collect(Collectors.toSet());
        return of(runs.findByRunKeyIn(keys), instances);
    }

    List<InstanceAnswer> of(Collection<DagRunRow> runs, List<TaskInstanceRow> instances) {
        var sessions = instances.stream()
                .map(TaskInstanceRow::sessionId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var known = surroundings.read(runs, sessions);
        return instances.stream().map(instance -> answer(instance, known)).toList();
    }

    private static InstanceAnswer answer(TaskInstanceRow instance, Surroundings.Known known) {
        var run = known.run(instance.runKey());
        var task = known.task(instance.runKey(), instance.taskId());
        return new InstanceAnswer(
                id(instance),
                instance.taskId(),
                run.dagId(),
                run.runId(),
                instance.mapIndex(),
                run.logicalDate(),
                run.runAfter(),
                instance.startedAt(),
                instance.endedAt(),
                Seconds.between(instance.startedAt(), instance.endedAt()),
                // Airflow has no word for this state.
                instance.state().equals(TaskState.NONE.key()) ? null : instance.state(),
                instance.tryNumber(),
                instance.maxTries(),
                instance.taskId(),
                run.dagId(),
                known.host(instance.sessionId()),
                null,
                limits(task).pool(),
                limits(task).slots(),
                queue(task),
                weight(task),
                null,
                null,
                instance.queuedAt(),
                instance.scheduledAt(),
                null,
                null,
                NO_CONFIG,
                instance.note(),
                instance.called(),
                Map.of(),
                null,
                null,
                known.version(instance.runKey()));
    }

    /** The current attempt's id; before the first one, an id that is always the same. */
    private static UUID id(TaskInstanceRow instance) {
        var attempt = instance.attemptId();
        if (attempt != null) {
            return attempt;
        }
        var name = "%d %s %d".formatted(instance.runKey(), instance.taskId(), instance.mapIndex());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    List<TryAnswer> tries(DagRunRow run, TaskInstanceRow instance, List<TaskAttemptRow> attempts) {
        var sessions = attempts.stream().map(TaskAttemptRow::sessionId).collect(Collectors.toSet());
        var known = surroundings.read(List.of(run), sessions);
        return attempts.stream()
                .map(attempt -> answer(run, instance, attempt, known))
                .toList();
    }

    private static TryAnswer answer(
            DagRunRow run, TaskInstanceRow instance, TaskAttemptRow attempt, Surroundings.Known known) {
        var task = known.task(run.runKey(), attempt.taskId());
        return new TryAnswer(
                attempt.taskId(),
                run.dagId(),
                run.runId(),
                attempt.mapIndex(),
                attempt.startedAt(),
                attempt.endedAt(),
                Seconds.between(attempt.startedAt(), attempt.endedAt()),
                state(AttemptState.of(attempt.state())),
                attempt.tryNumber(),
                instance.maxTries(),
                attempt.taskId(),
                run.dagId(),
                known.host(attempt.sessionId()),
                null,
                limits(task).pool(),
                limits(task).slots(),
                queue(task),
                weight(task),
                null,
                null,
                attempt.queuedAt(),
                null,
                null,
                null,
                NO_CONFIG,
                known.version(run.runKey()));
    }

    /** In Airflow's words for task instances. */
    private static @Nullable String state(AttemptState state) {
        return switch (state) {
            case QUEUED, RUNNING, SUCCESS, FAILED, SKIPPED, DEFERRED -> state.key();
            case RESCHEDULED -> TaskState.UP_FOR_RESCHEDULE.key();
            case STOPPED, LOST -> AttemptState.FAILED.key();
            case HANDED_BACK -> null;
        };
    }

    private static @Nullable String queue(@Nullable TaskSpec task) {
        return task == null ? null : task.queue();
    }

    private static LimitSpec limits(@Nullable TaskSpec task) {
        return task == null ? LimitSpec.PLAIN : task.limits();
    }

    private static @Nullable Integer weight(@Nullable TaskSpec task) {
        return task == null ? null : task.priorityWeight();
    }
}
