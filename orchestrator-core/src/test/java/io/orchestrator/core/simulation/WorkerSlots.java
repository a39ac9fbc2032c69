package io.orchestrator.core.simulation;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** The attempts at a worker: queued, running in slots, ended. */
final class WorkerSlots {

    private final WorkSession session;
    private final int slots;
    private final Dice dice;
    private final InputFetch inputs;
    private final Map<UUID, HeldAttempt> held = new LinkedHashMap<>();
    private final Set<UUID> ended = new HashSet<>();

    WorkerSlots(WorkSession session, int slots, Dice dice) {
        this.session = session;
        this.slots = slots;
        this.dice = dice;
        this.inputs = new InputFetch(session);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    boolean holds(UUID attemptId) {
        return held.containsKey(attemptId);
    }

    List<Heartbeat.Held> held() {
        return held.values().stream()
                .map(attempt -> new Heartbeat.Held(attempt.id, attempt.dagId))
                .toList();
    }

    void assign(Assignment assignment) {
        UUID id = assignment.attemptId();
        if (ended.contains(id) || held.containsKey(id)) {
            return;
        }
        session.gotInputs(id, assignment.inputs());
        session.goesOn(assignment);
        HeldAttempt attempt =
                new HeldAttempt(id, assignment.dagId(), assignment.inputs() != null, session.isSensor(assignment));
        held.put(id, attempt);
        if (session.isDraining()) {
            handBack(attempt, "the worker leaves");
        } else {
            fill();
        }
    }

    /** Begins what is queued, as far as there are free slots and the lease is sure. */
    void fill() {
        for (HeldAttempt attempt : List.copyOf(held.values())) {
            long busy = held.values().stream().filter(HeldAttempt::takesSlot).count();
            if (attempt.step == HeldAttempt.Step.QUEUED && busy < slots && !session.isPastDeadline()) {
                prepare(attempt);
            }
        }
    }

    private void prepare(HeldAttempt attempt) {
        if (attempt.hasInputs) {
            run(attempt);
        } else {
            attempt.step = HeldAttempt.Step.PREPARING;
            inputs.fetch(attempt.id, attempt.dagId, there -> prepared(attempt, there));
        }
    }

    private void prepared(HeldAttempt attempt, boolean there) {
        if (attempt.step == HeldAttempt.Step.PREPARING && there) {
            run(attempt);
        } else if (attempt.step == HeldAttempt.Step.PREPARING) {
            end(attempt, failed(attempt.id, Report.Failure.Kind.NOT_STARTED, true));
        }
    }

    private void run(HeldAttempt attempt) {
        attempt.step = HeldAttempt.Step.RUNNING;
        session.report(attempt.id, attempt.dagId, new Report.Started(attempt.id));
        session.after(duration(), () -> {
            if (attempt.step == HeldAttempt.Step.RUNNING) {
                end(attempt, attempt.sensor ? look(attempt.id) : result(attempt.id));
            }
        });
    }

    private long duration() {
        if (session.faultsAreOver() || dice.chance(0.4)) {
            return dice.between(5L, 400L) * Timeline.MILLI;
        }
        return dice.chance(0.75) ? dice.between(1L, 4L) * Timeline.SECOND : dice.between(5L, 16L) * Timeline.SECOND;
    }

    /** A sensor finds nothing for a while. */
    private Report look(UUID id) {
        if (dice.chance(session.faultsAreOver() ? 0.3 : 0.6)) {
            return new Report.NotYet(
                    id, dice.chance(0.3) ? Report.When.after(Duration.ofMillis(dice.between(1, 3_000))) : null, null);
        }
        return result(id);
    }

    private Report result(UUID id) {
        if (dice.chance(session.faultsAreOver() ? 0.03 : 0.12)) {
            return new Report.Deferred(
                    id,
                    Report.When.after(Duration.ofMillis(dice.between(0, 4_000))),
                    dice.chance(0.8) ? JsonNodeFactory.instance.stringNode("left by " + id) : null,
                    null);
        }
        if (dice.chance(0.8)) {
            return new Report.Succeeded(
                    id, dice.chance(0.5) ? JsonNodeFactory.instance.stringNode(id.toString()) : null);
        }
        return dice.chance(0.1)
                ? new Report.Skipped(id, "there is nothing to do")
                : failed(id, Report.Failure.Kind.EXCEPTION, dice.chance(0.9));
    }

    private static Report failed(UUID id, Report.Failure.Kind kind, boolean retryable) {
        return new Report.Failed(id, new Report.Failure(kind, "boom", null), retryable);
    }

    private void end(HeldAttempt attempt, Report report) {
        attempt.step = HeldAttempt.Step.ENDED;
        ended.add(attempt.id);
        session.report(attempt.id, attempt.dagId, report);
        fill();
    }

    void stop(UUID attemptId) {
        HeldAttempt attempt = held.get(attemptId);
        if (attempt == null) {
            // Its DAG is not known here, so nobody can be told; the next heartbeat says that it is not held.
            ended.add(attemptId);
            return;
        }
        switch (attempt.step) {
            case QUEUED, PREPARING -> end(attempt, new Report.Stopped(attemptId));
            case RUNNING -> {
                attempt.step = HeldAttempt.Step.STOPPING;
                session.after(dice.between(1L, 1_500L) * Timeline.MILLI, () -> {
                    if (attempt.step == HeldAttempt.Step.STOPPING) {
                        end(attempt, new Report.Stopped(attemptId));
                    }
                });
            }
            case STOPPING, ENDED -> {}
        }
    }

    void recall(UUID attemptId) {
        HeldAttempt attempt = held.get(attemptId);
        if (attempt != null && attempt.step == HeldAttempt.Step.QUEUED) {
            handBack(attempt, "recalled");
        }
    }

    void handBackQueued() {
        for (HeldAttempt attempt : List.copyOf(held.values())) {
            if (attempt.step == HeldAttempt.Step.QUEUED) {
                handBack(attempt, "the worker leaves");
            }
        }
    }

    private void handBack(HeldAttempt attempt, String reason) {
        end(attempt, new Report.HandedBack(attempt.id, reason));
    }

    /** It does not count any more: nothing of it is left, and nothing is said of it. */
    void forget(UUID attemptId) {
        HeldAttempt attempt = held.remove(attemptId);
        if (attempt != null) {
            attempt.step = HeldAttempt.Step.ENDED;
        }
        ended.add(attemptId);
        fill();
    }

    void settled(UUID attemptId) {
        HeldAttempt attempt = held.get(attemptId);
        if (attempt != null && attempt.step == HeldAttempt.Step.ENDED) {
            held.remove(attemptId);
        }
    }
}
