package io.orchestrator.core.simulation;

import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.worker.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What workers did, kept outside the database: what the engine believes of attempts is held against it. */
final class Journal {

    private final Leases leases;
    private final BiPredicate<UUID, UUID> workerHolds;
    private final boolean strict;
    private final Map<UUID, AttemptState> said = new HashMap<>();
    private final Map<UUID, JsonNode> outputs = new HashMap<>();
    private final Set<UUID> retryable = new HashSet<>();
    private final Map<UUID, JsonNode> left = new HashMap<>();
    private int attempts;
    private int lost;
    private int atClosedSessions;
    private int needless;

    /**
     * @param workerHolds whether the worker of a session has an attempt at this moment
     * @param strict no attempt may be given up that its worker has. A heartbeat that is handled late may do that: it costs an
     *     execution, and never a result
     */
    Journal(Leases leases, BiPredicate<UUID, UUID> workerHolds, boolean strict) {
        this.leases = leases;
        this.workerHolds = workerHolds;
        this.strict = strict;
    }

    /** A worker ended an attempt, and will say so for as long as nobody tells it otherwise. */
    void done(Report report) {
        switch (report) {
            case Report.Started started -> {}
            case Report.Succeeded succeeded -> {
                said.put(report.attemptId(), AttemptState.SUCCESS);
                if (succeeded.output() != null) {
                    outputs.put(report.attemptId(), succeeded.output());
                }
            }
            case Report.Failed failed -> {
                said.put(report.attemptId(), AttemptState.FAILED);
                if (failed.retryable()) {
                    retryable.add(report.attemptId());
                }
            }
            case Report.Skipped skipped -> said.put(report.attemptId(), AttemptState.SKIPPED);
            case Report.NotYet not -> said.put(report.attemptId(), AttemptState.RESCHEDULED);
            case Report.Deferred later -> {
                said.put(report.attemptId(), AttemptState.DEFERRED);
                if (later.resume() != null) {
                    left.put(report.attemptId(), later.resume());
                }
            }
            case Report.Stopped stopped -> said.put(report.attemptId(), AttemptState.STOPPED);
            case Report.HandedBack back -> said.put(report.attemptId(), AttemptState.HANDED_BACK);
        }
    }

    @Nullable
    JsonNode output(UUID attemptId) {
        return outputs.get(attemptId);
    }

    /** What an attempt left for the next one, or null. */
    @Nullable
    JsonNode left(@Nullable UUID attemptId) {
        return attemptId == null ? null : left.get(attemptId);
    }

    boolean saidRetryable(@Nullable UUID attemptId) {
        return attemptId != null && retryable.contains(attemptId);
    }

    void given(TaskAttempt attempt) {
        attempts++;
        if (!leases.isSessionOpen(attempt.sessionId())) {
            atClosedSessions++;
        }
    }

    void ended(TaskAttempt before, TaskAttempt after) {
        AttemptState end = after.state();
        UUID id = after.attemptId();
        boolean right = switch (end) {
            case SUCCESS, RESCHEDULED, DEFERRED -> said.get(id) == end;
            // A sensor that has found nothing may have waited too long.
            case FAILED, SKIPPED -> said.get(id) == end || said.get(id) == AttemptState.RESCHEDULED;
            case STOPPED -> said.containsKey(id) || isNotHeld(before);
            case HANDED_BACK -> said.get(id) == AttemptState.HANDED_BACK || !leases.isSessionOpen(before.sessionId());
            case LOST -> !leases.isSessionOpen(before.sessionId()) || isNotHeld(before);
            case QUEUED, RUNNING -> true;
        };
        lost += end == AttemptState.LOST ? 1 : 0;
        if (!right) {
            throw new Broken("attempt " + id + " of task " + after.taskId() + " became " + end + ", but its worker "
                    + (said.containsKey(id) ? "said " + said.get(id) : "has it and said nothing"));
        }
    }

    private boolean isNotHeld(TaskAttempt attempt) {
        boolean held = workerHolds.test(attempt.sessionId(), attempt.attemptId());
        needless += held ? 1 : 0;
        return !held || !strict;
    }

    /** Attempts given, lost, given to a session that was over already, given up needlessly. */
    int[] counts() {
        return new int[] {attempts, lost, atClosedSessions, needless};
    }
}
