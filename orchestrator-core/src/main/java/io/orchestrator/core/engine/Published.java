package io.orchestrator.core.engine;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.Publishing;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a report does to datasets, if it is by its words that a task instance ends its try. */
final class Published {

    private Published() {}

    static DatasetMoves by(RunState before, RunEvent event, RunPlan plan, Instant now) {
        if (!(event instanceof RunEvent.Reported reported)) {
            return DatasetMoves.NONE;
        }
        return switch (reported.report()) {
            case Report.Succeeded success
            when !success.datasets().equals(DatasetReport.NONE) ->
                moves(before, plan, success, success.datasets(), now);
            case Report.Failed failed
            when !failed.datasets().equals(DatasetReport.NONE) -> moves(before, plan, failed, failed.datasets(), now);
            default -> DatasetMoves.NONE;
        };
    }

    private static DatasetMoves moves(
            RunState before, RunPlan plan, Report report, DatasetReport datasets, Instant now) {
        TaskAttempt attempt = before.openAttempt(report.attemptId());
        if (attempt == null || !WorkerReports.isWanted(before, attempt)) {
            return DatasetMoves.NONE;
        }
        boolean success = report instanceof Report.Succeeded;
        boolean counts = plan.instances().stream().anyMatch(after -> ends(after, attempt, success));
        if (!counts) {
            return DatasetMoves.NONE;
        }
        DagRun run = before.run();
        return Publishing.by(
                before.graph().task(before.graph().indexOf(attempt.taskId())),
                datasets,
                success,
                new Publishing.Source(
                        attempt.attemptId(),
                        run.runKey(),
                        run.dagId(),
                        run.runId(),
                        attempt.taskId(),
                        attempt.mapIndex(),
                        attempt.build(),
                        now));
    }

    private static boolean ends(TaskInstance after, TaskAttempt attempt, boolean success) {
        return after.taskId().equals(attempt.taskId())
                && after.mapIndex() == attempt.mapIndex()
                && (after.state() == TaskState.SUCCESS) == success;
    }

    /** The report by which an instance has succeeded, or null. */
    static Report.@Nullable Succeeded success(RunEvent event, TaskInstance instance) {
        return event instanceof RunEvent.Reported reported
                        && reported.report() instanceof Report.Succeeded success
                        && success.attemptId().equals(instance.attemptId())
                ? success
                : null;
    }
}
