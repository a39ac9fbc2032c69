package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.DagRunRows;
import io.orchestrator.web.run.Notes;
import io.orchestrator.web.run.RunLookup;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Marks task instances and writes notes about them: those that are named, and as far around them as is asked for. */
@Component
class Marks {

    private final RunLookup lookup;
    private final DagRunRows runs;
    private final TaskInstanceRows instances;
    private final InstanceLookup one;
    private final InstanceAnswers answers;
    private final AffectedAnswers affected;
    private final Notes notes;
    private final Commands commands;

    Marks(
            RunLookup lookup,
            DagRunRows runs,
            TaskInstanceRows instances,
            InstanceLookup one,
            InstanceAnswers answers,
            AffectedAnswers affected,
            Notes notes,
            Commands commands) {
        this.lookup = lookup;
        this.runs = runs;
        this.instances = instances;
        this.one = one;
        this.answers = answers;
        this.affected = affected;
        this.notes = notes;
        this.commands = commands;
    }

    /**
     * A task of a run.
     *
     * @param mapIndex null: all that it has
     */
    record Where(
            String dagId,
            String runId,
            String taskId,
            @Nullable Integer mapIndex) {}

    TaskInstanceApi.Instances preview(Where where, MarkBody mark, String actor) {
        var named = named(where);
        return mark.reachesFurther()
                ? affected.of(around(where, mark, actor))
                : TaskInstanceApi.Instances.of(answers.of(named));
    }

    TaskInstanceApi.Instances apply(Where where, MarkBody mark, String actor) {
        var named = named(where);
        if (mark.reachesFurther()) {
            var all = around(where, mark, actor);
            var runIds =
                    runs.findByRunKeyIn(all.stream().map(TaskInstance::runKey).collect(Collectors.toSet())).stream()
                            .collect(Collectors.toMap(DagRunRow::runKey, DagRunRow::runId));
            for (var instance : all) {
                var runId = runIds.getOrDefault(instance.runKey(), where.runId());
                apply(
                        new Where(where.dagId(), runId, instance.taskId(), instance.mapIndex()),
                        mark,
                        actor,
                        instance.mapIndex());
            }
            return affected.of(all);
        }
        named.forEach(instance -> apply(where, mark, actor, instance.mapIndex()));
        return TaskInstanceApi.Instances.of(answers.of(named(where)));
    }

    private void apply(Where where, MarkBody mark, String actor, int mapIndex) {
        if (mark.noted()) {
            notes.ofTask(where.dagId(), where.runId(), where.taskId(), mapIndex, mark.note(), actor);
        }
        if (mark.state() != null) {
            commands.await(
                    new Command.MarkTask(where.dagId(), where.runId(), where.taskId(), mapIndex, mark.state(), actor));
        }
    }

    private List<TaskInstanceRow> named(Where where) {
        if (where.mapIndex() != null) {
            return List.of(one.find(where.dagId(), where.runId(), where.taskId(), where.mapIndex())
                    .instance());
        }
        var run = lookup.find(where.dagId(), where.runId());
        var all = instances.findByRunKeyAndTaskIdOrderByMapIndexAsc(run.runKey(), where.taskId());
        if (all.isEmpty()) {
            throw ApiRefusal.notFound("The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s` was not found"
                    .formatted(where.dagId(), where.runId(), where.taskId()));
        }
        return all;
    }

    /** What clearing would reach: the engine alone knows what lies before and after a task, and which runs there are. */
    private List<TaskInstance> around(Where where, MarkBody mark, String actor) {
        var what = Selection.ofRun(where.runId())
                .across(mark.past(), mark.future())
                .tasks(
                        List.of(new Selection.Item(where.taskId(), where.mapIndex())),
                        mark.upstream(),
                        mark.downstream());
        return commands.await(Command.Clear.of(where.dagId(), what, actor).tried());
    }
}
