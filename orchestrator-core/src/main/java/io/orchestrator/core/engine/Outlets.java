package io.orchestrator.core.engine;

import io.orchestrator.core.asset.Caused;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The outlets of tasks that have just succeeded; those of tasks that a person marks are left alone. */
final class Outlets {

    private Outlets() {}

    /** @param datasets what the same event publishes */
    static List<NewAssetEvent> updatedBy(
            RunState before, RunEvent event, RunPlan plan, DatasetMoves datasets, Instant now) {
        List<NewAssetEvent> updates = new ArrayList<>();
        for (TaskInstance instance : plan.instances()) {
            TaskSpec task = before.graph().task(before.graph().indexOf(instance.taskId()));
            if (!task.outlets().isEmpty() && hasJustSucceeded(before, event, instance)) {
                DagRun run = before.run();
                Report.Succeeded success = Published.success(event, instance);
                updates.addAll(Caused.by(
                        task,
                        success == null ? List.of() : success.updates(),
                        success == null ? List.of() : datasets.versions(),
                        new Caused.Source(run.dagId(), run.runId(), instance.taskId(), instance.mapIndex(), now)));
            }
        }
        return updates;
    }

    private static boolean hasJustSucceeded(RunState before, RunEvent event, TaskInstance instance) {
        int number = before.numberOf(instance.taskId(), instance.mapIndex());
        boolean marked = event instanceof RunEvent.MarkTask mark && mark.number() == number;
        return instance.state() == TaskState.SUCCESS
                && !marked
                && (number < 0 || before.instance(number).state() != TaskState.SUCCESS);
    }
}
