package io.orchestrator.core.simulation;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may move a task instance when no person has asked for it. */
final class TaskMoves {

    /** What a server takes for the database's time may be so much ahead of it: clocks tick unevenly between two renewals. */
    static final Duration UNEVENNESS = Duration.ofMillis(50);

    private final RunHistory run;
    private final Journal journal;
    private final Instant now;

    TaskMoves(RunHistory run, Journal journal, Instant now) {
        this.run = run;
        this.journal = journal;
        this.now = now;
    }

    void hold(@Nullable TaskInstance before, TaskInstance after) {
        TaskState from = before == null ? TaskState.NONE : before.state();
        if (from.isFinal() && after.state() != from) {
            throw run.broken("task " + after.taskId() + " was " + from + " and became " + after.state() + " by itself");
        }
        if (before != null && from.isAtWorker()) {
            leaveWorker(before, after);
        }
        if (before != null && before.retryAt() != null && after.state() != TaskState.UP_FOR_RETRY) {
            retry(before.retryAt(), after);
        }
        if (before != null) {
            new WaitMoves(run, journal, now).hold(before, after);
        }
        boolean waited = from == TaskState.NONE || from == TaskState.RESTARTING;
        if (waited && after.state() != from && after.state() != TaskState.NONE) {
            release(after);
        }
    }

    /** What moves an instance away from a worker is the end of its very attempt, with that very result. */
    private void leaveWorker(TaskInstance before, TaskInstance after) {
        TaskAttempt attempt = before.attemptId() == null ? null : run.attempt(before.attemptId());
        boolean stays = after.state().isAtWorker() && Objects.equals(after.attemptId(), before.attemptId());
        if (attempt == null || stays) {
            return;
        }
        AttemptState end = attempt.state();
        boolean restarts = before.state() == TaskState.RESTARTING;
        boolean right = switch (after.state()) {
            case SUCCESS -> end == AttemptState.SUCCESS && !restarts;
            case UP_FOR_RETRY -> end == AttemptState.FAILED && !restarts && mayTryAgain(before);
            case FAILED -> !restarts && (mayFail(before, end) || end == AttemptState.FAILED && isSensor(after));
            case NONE, SCHEDULED, QUEUED, RUNNING -> end.isFinal();
            case UP_FOR_RESCHEDULE ->
                !restarts && (end == AttemptState.RESCHEDULED || end == AttemptState.FAILED && isSensor(after));
            case DEFERRED -> end == AttemptState.DEFERRED && !restarts;
            case SKIPPED ->
                restarts ? end.isFinal() : end == AttemptState.SKIPPED || end == AttemptState.FAILED && isSensor(after);
            case UPSTREAM_FAILED -> restarts && end.isFinal();
            case RESTARTING, REMOVED -> false;
        };
        if (!right) {
            throw run.broken("task " + after.taskId() + " went from " + before.state() + " to " + after.state()
                    + " in try " + before.tryNumber() + " of " + (before.maxTries() + 1) + " while its attempt "
                    + before.attemptId() + " is " + end);
        }
    }

    /** What a failure of its look means, a sensor says itself. */
    private boolean isSensor(TaskInstance task) {
        return run.graph().task(run.graph().indexOf(task.taskId())).control().poke() != null;
    }

    private boolean mayTryAgain(TaskInstance before) {
        return before.tryNumber() <= before.maxTries() && journal.saidRetryable(before.attemptId());
    }

    private boolean mayFail(TaskInstance before, AttemptState end) {
        return end == AttemptState.FAILED && !mayTryAgain(before)
                || end == AttemptState.LOST && before.lostAttempts() >= Scenario.SETTINGS.lostBudget();
    }

    private void retry(Instant due, TaskInstance after) {
        if (due.isAfter(now.plus(UNEVENNESS))) {
            throw run.broken("task " + after.taskId() + " tries again at " + now + ", it should wait until " + due);
        }
    }

    private void release(TaskInstance after) {
        int task = run.graph().indexOf(after.taskId());
        var rule = run.graph().task(task).triggerRule();
        List<TaskState> upstream = run.upstream(task);
        boolean starts = after.state() != TaskState.SKIPPED && after.state() != TaskState.UPSTREAM_FAILED;
        // The engine's own work may be over as soon as it begins.
        boolean own = run.graph().task(task).control().waits() != null;
        boolean right = starts || own && RuleOracle.mayStart(rule, upstream)
                ? RuleOracle.mayStart(rule, upstream) && (run.awaited(task).isEmpty() || run.isPastOf(now))
                : !RuleOracle.mayEverStart(rule, upstream);
        if (!right) {
            throw run.broken("task " + after.taskId() + " became " + after.state() + ", though its rule " + rule
                    + " sees " + upstream + ", and the run before has " + run.awaited(task));
        }
    }
}
