package io.orchestrator.core.decide;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.RetryDelay;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a worker's word on an attempt does, or the loss of that worker. */
final class Reports {

    /** For a sensor that the run's version does not know as one. */
    private static final PokeSpec ONCE_A_MINUTE =
            new PokeSpec(Duration.ofMinutes(1), false, null, Duration.ofDays(7), false, false, false);

    private final RunDraft draft;
    private final TaskAttempt attempt;
    private final int number;

    private Reports(RunDraft draft, TaskAttempt attempt) {
        this.draft = draft;
        this.attempt = attempt;
        this.number = draft.numberOf(attempt.taskId(), attempt.mapIndex());
    }

    static RunPlan reported(RunDraft draft, Report report) {
        TaskAttempt attempt = draft.openAttempt(report.attemptId());
        return attempt == null
                ? RunPlan.nothing(RunPlan.Verdict.STALE, draft.run())
                : new Reports(draft, attempt).apply(report);
    }

    static RunPlan lost(RunDraft draft, RunEvent.AttemptLost lost) {
        TaskAttempt attempt = draft.openAttempt(lost.attemptId());
        return attempt == null
                ? RunPlan.nothing(RunPlan.Verdict.REPEATED, draft.run())
                : new Reports(draft, attempt).lost(lost);
    }

    private RunPlan apply(Report report) {
        switch (report) {
            case Report.Started started -> {
                return started();
            }
            case Report.Succeeded ok -> succeeded(ok);
            case Report.Failed failed -> failed(failed);
            case Report.Skipped skipped -> {
                end(AttemptState.SKIPPED, null, new TaskEvent.Skipped(skipped.reason()));
                label(skipped.label());
            }
            case Report.NotYet not -> {
                if (isCurrent()) {
                    notYet(poking().notYet(not.next()));
                } else {
                    end(AttemptState.STOPPED, null, new TaskEvent.Stopped());
                }
                label(not.label());
            }
            case Report.Deferred later -> {
                end(
                        AttemptState.DEFERRED,
                        null,
                        new TaskEvent.Deferred(later.until().from(draft.now()), later.resume()));
                label(later.label());
            }
            case Report.Stopped stopped -> end(AttemptState.STOPPED, null, new TaskEvent.Stopped());
            case Report.HandedBack back -> end(AttemptState.HANDED_BACK, null, new TaskEvent.HandedBack());
        }
        return settled();
    }

    private RunPlan started() {
        if (!isCurrent()) {
            return RunPlan.nothing(RunPlan.Verdict.STALE, draft.run());
        }
        if (attempt.state() != AttemptState.QUEUED) {
            return RunPlan.nothing(RunPlan.Verdict.REPEATED, draft.run());
        }
        draft.startAttempt(attempt);
        draft.move(number, new TaskEvent.Started());
        return draft.plan();
    }

    private boolean isCurrent() {
        TaskInstance instance = number < 0 ? null : draft.find(number);
        return instance != null
                && instance.state().isAtWorker()
                && attempt.attemptId().equals(instance.attemptId());
    }

    /** An output that cannot be what the tasks after it need makes a failure that another try does not mend. */
    private void succeeded(Report.Succeeded ok) {
        int task = draft.graph().indexOf(attempt.taskId());
        switch (Outcome.of(draft.graph(), task, ok.output(), MapLists.MOST_INSTANCES)) {
            case Outcome.Accepted accepted ->
                end(AttemptState.SUCCESS, null, new TaskEvent.Succeeded(accepted.result()));
            case Outcome.Refused refused ->
                failed(new Report.Failed(
                        ok.attemptId(),
                        new Report.Failure(Report.Failure.Kind.BAD_OUTPUT, refused.reason(), null),
                        false));
        }
        label(ok.label());
    }

    private void failed(Report.Failed report) {
        Instant retryAt = report.retryable() ? retryAt(report.retryAfter()) : null;
        PokeSpec poke = draft.graph()
                .task(draft.graph().indexOf(attempt.taskId()))
                .control()
                .poke();
        if (poke == null || !isCurrent()) {
            end(AttemptState.FAILED, report.failure(), new TaskEvent.Failed(report.failure(), retryAt));
        } else {
            end(AttemptState.FAILED, report.failure(), poking().failed(report.failure(), retryAt));
        }
        label(report.label());
    }

    /** A sensor has found nothing: it looks again, or gives up. */
    private void notYet(TaskEvent event) {
        switch (event) {
            case TaskEvent.Failed gaveUp -> end(AttemptState.FAILED, gaveUp.failure(), event);
            case TaskEvent.Skipped skipped -> end(AttemptState.SKIPPED, null, event);
            default -> end(AttemptState.RESCHEDULED, null, event);
        }
    }

    private Poking poking() {
        PokeSpec poke = draft.graph()
                .task(draft.graph().indexOf(attempt.taskId()))
                .control()
                .poke();
        return new Poking(poke == null ? ONCE_A_MINUTE : poke, draft.instance(number), seed(), draft.now());
    }

    private String seed() {
        return draft.run().dagId()
                + '\n'
                + attempt.taskId()
                + '\n'
                + draft.run().runId();
    }

    private void label(@Nullable String said) {
        if (number < 0 || !attempt.attemptId().equals(draft.instance(number).attemptId())) {
            return;
        }
        MapSpec mapping = draft.graph().mapping(draft.taskOf(number));
        String text = mapping == null || mapping.label() == null
                ? said
                : Labels.of(mapping.label(), attempt.taskId(), attempt.mapIndex(), said);
        if (text != null) {
            draft.label(number, text);
        }
    }

    private Instant retryAt(@Nullable Duration after) {
        if (after != null) {
            return draft.now().plus(after);
        }
        RetrySpec retry =
                draft.graph().task(draft.graph().indexOf(attempt.taskId())).retry();
        return draft.now().plus(RetryDelay.of(retry, attempt.tryNumber(), seed()));
    }

    /** An attempt that was marked or cancelled away, or cleared, ends as stopped, whatever its worker says: no result of it counts. */
    private void end(AttemptState state, Report.@Nullable Failure failure, TaskEvent event) {
        boolean current = isCurrent();
        boolean counts = current && draft.instance(number).state() != TaskState.RESTARTING;
        draft.endAttempt(attempt, counts ? state : AttemptState.STOPPED, failure);
        if (current) {
            move(event);
        }
    }

    private RunPlan lost(RunEvent.AttemptLost lost) {
        draft.endAttempt(attempt, AttemptState.LOST, null);
        if (isCurrent()) {
            move(new TaskEvent.Lost(lost.reason(), lost.budget()));
        }
        return settled();
    }

    private void move(TaskEvent event) {
        draft.move(number, event);
        Ending.ifFailsFast(draft, number);
    }

    private RunPlan settled() {
        Settling.settle(draft);
        return draft.plan();
    }
}
