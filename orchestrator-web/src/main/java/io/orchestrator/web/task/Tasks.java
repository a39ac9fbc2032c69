package io.orchestrator.web.task;

import static java.util.stream.Collectors.toMap;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.DagGraphs;
import io.orchestrator.web.dataset.Datasets;
import io.orchestrator.web.dataset.DatasetsOfTask;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskView.Attempt;
import io.orchestrator.web.task.TaskView.Facts;
import io.orchestrator.web.task.TaskView.Head;
import io.orchestrator.web.task.TaskView.Input;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the page of a task instance. */
@Component
class Tasks {

    private final TaskInstanceRows instances;
    private final TaskAttempts attempts;
    private final TaskOutputs outputs;
    private final TaskDeeds deeds;
    private final DagGraphs graphs;
    private final Datasets datasets;
    private final Clock clock;

    Tasks(
            TaskInstanceRows instances,
            TaskAttempts attempts,
            TaskOutputs outputs,
            TaskDeeds deeds,
            DagGraphs graphs,
            Datasets datasets,
            Clock clock) {
        this.instances = instances;
        this.attempts = attempts;
        this.outputs = outputs;
        this.deeds = deeds;
        this.graphs = graphs;
        this.datasets = datasets;
        this.clock = clock;
    }

    /**
     * @param wanted the attempt to show, or null: the newest
     * @throws NotThere if the run has no such task instance or the task no such attempt
     */
    TaskView view(DagRunRow run, String taskId, int mapIndex, @Nullable UUID wanted) {
        var instance = find(run, taskId, mapIndex);
        var spec = graphs.find(run.dagId(), run.version())
                .flatMap(graph -> graph.tasks().stream()
                        .filter(task -> task.taskId().equals(taskId))
                        .findFirst());
        var tried = attempts.of(run, instance, clock.instant());
        var succeeded = instance.state().equals(TaskState.SUCCESS.key());
        return new TaskView(
                head(run, instance, spec, clock.instant()),
                tried,
                chosen(tried, wanted),
                wanted != null,
                inputs(run, spec),
                deeds.about(run, taskId),
                succeeded ? outputs.beginning(run, taskId, instance.attemptId()) : null,
                datasets(run, taskId, mapIndex, spec));
    }

    /** Most tasks name none, and then nothing is asked. */
    private DatasetsOfTask datasets(DagRunRow run, String taskId, int mapIndex, Optional<TaskSpec> spec) {
        boolean names = spec.stream()
                .flatMap(task -> task.given().stream())
                .anyMatch(given -> given.kind().isOfDataset());
        return names ? datasets.ofTask(run.dagId(), run.runId(), taskId, mapIndex) : DatasetsOfTask.NONE;
    }

    private TaskInstanceRow find(DagRunRow run, String taskId, int mapIndex) {
        return instances
                .findById(new TaskInstanceRow.Key(run.runKey(), taskId, Math.max(TaskInstance.UNMAPPED, mapIndex)))
                .orElseThrow(() -> new NotThere(
                        mapIndex < 0
                                ? "Run “%s” of %s has no task “%s”.".formatted(run.runId(), run.dagId(), taskId)
                                : "Run “%s” of %s has no item %d of task “%s”."
                                        .formatted(run.runId(), run.dagId(), mapIndex, taskId)));
    }

    private static @Nullable Attempt chosen(List<Attempt> newestFirst, @Nullable UUID wanted) {
        if (wanted == null) {
            return newestFirst.isEmpty() ? null : newestFirst.getFirst();
        }
        return newestFirst.stream()
                .filter(attempt -> attempt.attemptId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotThere("This task has no attempt %s.".formatted(wanted)));
    }

    private static Head head(DagRunRow run, TaskInstanceRow instance, Optional<TaskSpec> spec, Instant now) {
        return new Head(
                run.dagId(),
                run.runId(),
                instance.taskId(),
                instance.mapIndex(),
                instance.called(),
                instance.state(),
                Objects.requireNonNullElse(instance.stateReason(), ""),
                instance.tryNumber(),
                instance.maxTries() + 1,
                Durations.span(instance.startedAt(), instance.endedAt(), now),
                instance.startedAt(),
                instance.retryAt(),
                TaskState.of(instance.state()).isAtWorker(),
                spec.map(TaskSpec::description).orElse(""),
                instance.note(),
                spec.map(Tasks::facts).orElse(List.of()));
    }

    private static List<Facts> facts(TaskSpec spec) {
        List<Facts> facts = new ArrayList<>(List.of(
                new Facts(
                        "Starts when",
                        spec.triggerRule().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                new Facts("Timeout", spec.timeout() == null ? "none" : Durations.phrase(spec.timeout())),
                new Facts("Queue", spec.queue()),
                new Facts("Weight", String.valueOf(spec.priorityWeight()))));
        if (!spec.requires().isEmpty()) {
            facts.add(new Facts("Requires", String.join(", ", spec.requires())));
        }
        if (spec.control().past() != null) {
            facts.add(new Facts("Depends on", "the run before"));
        }
        if (spec.control().role() != TaskRole.WORK) {
            facts.add(new Facts("Is", spec.control().role() == TaskRole.SETUP ? "a setup" : "a teardown"));
        }
        return facts;
    }

    private List<Input> inputs(DagRunRow run, Optional<TaskSpec> spec) {
        var upstream =
                spec.map(TaskSpec::inputs).orElse(List.of()).stream().distinct().toList();
        if (upstream.isEmpty()) {
            return List.of();
        }
        var found = instances.findByRunKeyAndTaskIdIn(run.runKey(), upstream).stream()
                .filter(instance -> instance.mapIndex() == TaskInstance.UNMAPPED)
                .collect(toMap(TaskInstanceRow::taskId, instance -> instance));
        return upstream.stream()
                .filter(found::containsKey)
                .map(taskId -> input(run, Objects.requireNonNull(found.get(taskId))))
                .toList();
    }

    private Input input(DagRunRow run, TaskInstanceRow upstream) {
        var succeeded = upstream.state().equals(TaskState.SUCCESS.key());
        return new Input(
                upstream.taskId(),
                Links.task(run.dagId(), run.runId(), upstream.taskId()),
                upstream.state(),
                succeeded ? outputs.beginning(run, upstream.taskId(), upstream.attemptId()) : null);
    }
}
