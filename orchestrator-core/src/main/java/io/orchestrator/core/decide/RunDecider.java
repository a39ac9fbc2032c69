package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Instant;
import java.util.Set;

/** What follows in a run when something happens: a snapshot, an event and the time give a plan. */
public final class RunDecider {

    private RunDecider() {}

    public static RunPlan decide(RunSnapshot snapshot, RunEvent event, Instant now) {
        RunDraft draft = new RunDraft(snapshot, now);
        return switch (event) {
            case RunEvent.Start start -> start(snapshot, draft);
            case RunEvent.Look look -> look(snapshot, draft);
            case RunEvent.GiveWay way -> giveWay(draft, way);
            case RunEvent.HandOver to -> handOver(snapshot, draft, to);
            case RunEvent.Reported reported -> Reports.reported(draft, reported.report());
            case RunEvent.AttemptLost lost -> Reports.lost(draft, lost);
            case RunEvent.RetryDue due -> retryDue(snapshot, draft, due, now);
            case RunEvent.WaitOver over -> Waits.over(draft, over.number());
            case RunEvent.Found found -> Waits.found(draft, found);
            case RunEvent.NotStarted not -> Waits.notStarted(draft, not);
            case RunEvent.DeadlineDue due -> deadlineDue(snapshot, draft);
            case RunEvent.Clear clear -> clear(draft, clear);
            case RunEvent.MarkTask mark -> markTask(draft, mark);
            case RunEvent.End end -> end(draft, end);
        };
    }

    private static RunPlan start(RunSnapshot snapshot, RunDraft draft) {
        if (snapshot.run().state() != DagRunState.QUEUED) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        draft.apply(new DagRunLifecycle.Event.Started());
        draft.unsettled().addAll();
        Settling.settle(draft);
        return draft.plan();
    }

    private static RunPlan look(RunSnapshot snapshot, RunDraft draft) {
        if (snapshot.run().state() == DagRunState.QUEUED) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        draft.unsettled().addAll();
        Settling.settle(draft);
        RunPlan plan = draft.plan();
        boolean changed = !plan.instances().isEmpty() || !plan.added().isEmpty() || plan.run() != snapshot.run();
        return changed ? plan : RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
    }

    private static RunPlan giveWay(RunDraft draft, RunEvent.GiveWay way) {
        draft.apply(new DagRunLifecycle.Event.GaveWay(way.reason()));
        return draft.plan();
    }

    private static RunPlan handOver(RunSnapshot snapshot, RunDraft draft, RunEvent.HandOver to) {
        if (!draft.move(to.number(), new TaskEvent.HandedOver(to.attemptId(), to.sessionId()))) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        draft.openAttempt(draft.instance(to.number()), to.attemptId(), to.sessionId());
        return draft.plan();
    }

    private static RunPlan retryDue(RunSnapshot snapshot, RunDraft draft, RunEvent.RetryDue due, Instant now) {
        TaskInstance instance = due.number() < snapshot.size() ? snapshot.find(due.number()) : null;
        Instant at = instance == null ? null : instance.retryAt();
        if (at == null || at.isAfter(now) || !draft.move(due.number(), new TaskEvent.RetryDue())) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run());
        }
        return draft.plan();
    }

    private static RunPlan deadlineDue(RunSnapshot snapshot, RunDraft draft) {
        draft.apply(new DagRunLifecycle.Event.DeadlinePassed());
        return draft.run() == snapshot.run() ? RunPlan.nothing(RunPlan.Verdict.REPEATED, snapshot.run()) : draft.plan();
    }

    private static RunPlan clear(RunDraft draft, RunEvent.Clear clear) {
        if (clear.params() != null) {
            draft.edit(clear.params());
        }
        if (clear.backfillId() != null) {
            draft.join(clear.backfillId());
        }
        for (int number : clear.numbers()) {
            draft.stopAttempt(draft.instance(number), "cleared by " + clear.actor());
            draft.clear(number);
        }
        // A run that goes on in another version may have tasks that nothing has looked at yet.
        draft.unsettled().addAll();
        draft.apply(new DagRunLifecycle.Event.Cleared());
        Settling.settle(draft);
        return draft.plan();
    }

    private static RunPlan markTask(RunDraft draft, RunEvent.MarkTask mark) {
        TaskInstance before = draft.instance(mark.number());
        String reason = "marked " + mark.state().key() + " by " + mark.actor();
        draft.move(mark.number(), new TaskEvent.Marked(mark.state(), reason));
        if (before.state().isAtWorker()) {
            draft.stopAttempt(before, reason);
        }
        if (mark.state() == TaskState.SUCCESS && before.state().isFinal()) {
            clearFailedDownstream(draft, mark);
        }
        draft.apply(new DagRunLifecycle.Event.Cleared());
        Settling.settle(draft);
        return draft.plan();
    }

    /** What failed because of a task that is a success now gets another chance. */
    private static void clearFailedDownstream(RunDraft draft, RunEvent.MarkTask mark) {
        int marked = draft.taskOf(mark.number());
        for (int task : draft.graph().reach(Set.of(marked), true)) {
            if (task != marked) {
                draft.numbersOf(task).stream()
                        .filter(number -> draft.instance(number).state().isFailure())
                        .forEach(draft::clear);
            }
        }
    }

    private static RunPlan end(RunDraft draft, RunEvent.End end) {
        Ending.endAllButTeardowns(draft, end.reason());
        draft.apply(new DagRunLifecycle.Event.Ended(end.state(), end.reason()));
        draft.unsettled().addAll();
        Settling.settle(draft);
        return draft.plan();
    }
}
