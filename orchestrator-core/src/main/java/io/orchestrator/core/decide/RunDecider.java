package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.RetryDelay;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows in a run when something happens: a snapshot, an event and the time give a plan. */
public final class RunDecider {

    private RunDecider() {}

    public static RunPlan decide(RunSnapshot snapshot, RunEvent event, Instant now) {
        RunDraft draft = new RunDraft(snapshot, now);
        return switch (event) {
            case RunEvent.Start start -> start(snapshot, draft);
            case RunEvent.HandOver to -> handOver(snapshot, draft, to);
            case RunEvent.Reported reported -> reported(snapshot, draft, reported.report(), now);
            case RunEvent.AttemptLost lost -> lost(snapshot, draft, lost);
            case RunEvent.RetryDue due -> retryDue(snapshot, draft, due, now);
            case RunEvent.Clear clear -> clear(snapshot, draft, clear);
            case RunEvent.MarkTask mark -> markTask(snapshot, draft, mark);
            case RunEvent.End end -> end(snapshot, draft, end);
        };
    }

    private static RunPlan start(RunSnapshot snapshot, RunDraft draft) {
        if (snapshot.run().state() != DagRunState.QUEUED) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        draft.start();
        draft.unsettleAll();
        draft.settle();
        return draft.plan();
    }

    private static RunPlan handOver(RunSnapshot snapshot, RunDraft draft, RunEvent.HandOver to) {
        if (!draft.move(to.task(), new TaskEvent.HandedOver(to.attemptId(), to.sessionId()))) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        draft.openAttempt(draft.instance(to.task()), to.attemptId(), to.sessionId());
        return draft.plan();
    }

    private static RunPlan reported(RunSnapshot snapshot, RunDraft draft, Report report, Instant now) {
        TaskAttempt attempt = snapshot.openAttempt(report.attemptId());
        if (attempt == null) {
            return RunPlan.nothing(RunPlan.Verdict.STALE, snapshot.run());
        }
        int task = snapshot.graph().indexOf(attempt.taskId());
        boolean current = isCurrent(draft.instance(task), report.attemptId());
        switch (report) {
            case Report.Started started -> {
                if (!current) {
                    return RunPlan.nothing(RunPlan.Verdict.STALE, snapshot.run());
                }
                if (attempt.state() != AttemptState.QUEUED) {
                    return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
                }
                draft.startAttempt(attempt);
                draft.move(task, new TaskEvent.Started());
                return draft.plan();
            }
            case Report.Succeeded ok ->
                endCurrent(draft, task, attempt, current, AttemptState.SUCCESS, null, new TaskEvent.Succeeded());
            case Report.Failed failed ->
                endCurrent(
                        draft,
                        task,
                        attempt,
                        current,
                        AttemptState.FAILED,
                        failed.failure(),
                        new TaskEvent.Failed(failed.failure(), retryAt(snapshot, task, attempt, failed, now)));
            case Report.Stopped stopped ->
                endCurrent(draft, task, attempt, current, AttemptState.STOPPED, null, new TaskEvent.Stopped());
            case Report.HandedBack back ->
                endCurrent(draft, task, attempt, current, AttemptState.HANDED_BACK, null, new TaskEvent.HandedBack());
        }
        draft.settle();
        return draft.plan();
    }

    private static boolean isCurrent(TaskInstance instance, UUID attemptId) {
        return instance.state().isAtWorker() && attemptId.equals(instance.attemptId());
    }

    /** An attempt that was marked or cancelled away, or cleared, ends as stopped, whatever its worker says: no result of it counts. */
    private static void endCurrent(
            RunDraft draft,
            int task,
            TaskAttempt attempt,
            boolean current,
            AttemptState state,
            Report.@Nullable Failure failure,
            TaskEvent event) {
        boolean counts = current && draft.instance(task).state() != TaskState.RESTARTING;
        draft.endAttempt(attempt, counts ? state : AttemptState.STOPPED, failure);
        if (current) {
            draft.move(task, event);
        }
    }

    private static @Nullable Instant retryAt(
            RunSnapshot snapshot, int task, TaskAttempt attempt, Report.Failed failed, Instant now) {
        if (!failed.retryable()) {
            return null;
        }
        RetrySpec retry = snapshot.graph().task(task).retry();
        String seed = snapshot.run().dagId()
                + '\n'
                + attempt.taskId()
                + '\n'
                + snapshot.run().runId();
        return now.plus(RetryDelay.of(retry, attempt.tryNumber(), seed));
    }

    private static RunPlan lost(RunSnapshot snapshot, RunDraft draft, RunEvent.AttemptLost lost) {
        TaskAttempt attempt = snapshot.openAttempt(lost.attemptId());
        if (attempt == null) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        int task = snapshot.graph().indexOf(attempt.taskId());
        draft.endAttempt(attempt, AttemptState.LOST, null);
        if (isCurrent(draft.instance(task), lost.attemptId())) {
            draft.move(task, new TaskEvent.Lost(lost.reason(), lost.budget()));
        }
        draft.settle();
        return draft.plan();
    }

    private static RunPlan retryDue(RunSnapshot snapshot, RunDraft draft, RunEvent.RetryDue due, Instant now) {
        Instant at = snapshot.instance(due.task()).retryAt();
        if (at == null || at.isAfter(now) || !draft.move(due.task(), new TaskEvent.RetryDue())) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        return draft.plan();
    }

    private static RunPlan clear(RunSnapshot snapshot, RunDraft draft, RunEvent.Clear clear) {
        TaskGraph graph = snapshot.graph();
        for (int task : clear.tasks()) {
            draft.stopAttempt(draft.instance(task), "cleared by " + clear.actor());
            draft.clear(task);
        }
        // A run that goes on in another version may have tasks that nothing has looked at yet.
        draft.unsettleAll();
        draft.reopen();
        draft.settle();
        return draft.plan();
    }

    private static RunPlan markTask(RunSnapshot snapshot, RunDraft draft, RunEvent.MarkTask mark) {
        TaskInstance before = draft.instance(mark.task());
        String reason = "marked " + mark.state().key() + " by " + mark.actor();
        draft.move(mark.task(), new TaskEvent.Marked(mark.state(), reason));
        if (before.state().isAtWorker()) {
            draft.stopAttempt(before, reason);
        }
        if (mark.state() == TaskState.SUCCESS && before.state().isFinal()) {
            clearFailedDownstream(snapshot, draft, mark);
        }
        draft.reopen();
        draft.settle();
        return draft.plan();
    }

    /** What failed because of a task that is a success now gets another chance. */
    private static void clearFailedDownstream(RunSnapshot snapshot, RunDraft draft, RunEvent.MarkTask mark) {
        TaskGraph graph = snapshot.graph();
        for (int task : graph.reach(Set.of(mark.task()), true)) {
            if (task != mark.task() && draft.instance(task).state().isFailure()) {
                draft.clear(task);
            }
        }
    }

    private static RunPlan end(RunSnapshot snapshot, RunDraft draft, RunEvent.End end) {
        for (int task = 0; task < snapshot.graph().size(); task++) {
            TaskInstance before = draft.instance(task);
            if (before.state().isFinal()) {
                continue;
            }
            boolean ran = before.state().isAtWorker();
            draft.move(task, new TaskEvent.Marked(ran ? TaskState.FAILED : TaskState.SKIPPED, end.reason()));
            if (ran) {
                draft.stopAttempt(before, end.reason());
            }
        }
        draft.end(end.state(), end.reason());
        return draft.plan();
    }
}
