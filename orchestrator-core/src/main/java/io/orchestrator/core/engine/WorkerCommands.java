package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What workers say: sessions, heartbeats, reports. */
final class WorkerCommands {

    private final EngineMemory memory;

    WorkerCommands(EngineMemory memory) {
        this.memory = memory;
    }

    void open(Turn turn, Request<WorkerSession> request, Command.OpenSession ask) {
        var register = ask.register();
        WorkerSession session = new WorkerSession(
                ask.sessionId(),
                register.name(),
                register.host(),
                register.pid(),
                register.version(),
                ask.protocolVersion(),
                ask.tokenHash(),
                register.queues(),
                register.slots(),
                register.prefetch(),
                WorkerSession.State.LIVE);
        turn.open(session);
        turn.answer(request, session);
    }

    /** Renews the leases of all heartbeats of a turn in one statement, and answers each. */
    void beat(Turn turn, List<Request<?>> beats) {
        if (beats.isEmpty()) {
            return;
        }
        Set<UUID> asking = new HashSet<>();
        beats.forEach(request -> asking.add(((Command.Beat) request.command()).sessionId()));
        Set<UUID> renewed = memory.store.renewLeases(asking, memory.settings.lease());
        for (Request<?> request : beats) {
            @SuppressWarnings("unchecked")
            Request<Heartbeat.Answer> beat = (Request<Heartbeat.Answer>) request;
            Command.Beat ask = (Command.Beat) beat.command();
            WorkerSession session = memory.sessions.get(ask.sessionId());
            if (session == null || !renewed.contains(ask.sessionId())) {
                lose(turn, ask.sessionId(), "its lease had ended when its heartbeat came");
                beat.refuse(CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again");
            } else {
                memory.sessions.heard(ask.sessionId(), turn.now);
                drain(turn, session, ask.heartbeat());
                turn.answer(beat, new Heartbeat.Answer(memory.settings.lease().toMillis(), reconcile(turn, ask)));
            }
        }
    }

    private static void drain(Turn turn, WorkerSession session, Heartbeat heartbeat) {
        if (heartbeat.draining() && session.state() == WorkerSession.State.LIVE) {
            WorkerSession draining = session.withState(WorkerSession.State.DRAINING);
            turn.memory.sessions.put(draining, turn.now);
            turn.change(draining);
        }
    }

    /** Compares what the worker holds with what it should: pushes again what it lacks, gives back what it is to stop. */
    private List<UUID> reconcile(Turn turn, Command.Beat ask) {
        Set<UUID> held = new HashSet<>(ask.heartbeat().held());
        List<UUID> stop = new ArrayList<>();
        for (UUID attemptId : held) {
            if (!memory.runs.heldBy(ask.sessionId()).contains(attemptId)) {
                stop.add(attemptId);
            }
        }
        for (UUID attemptId : List.copyOf(memory.runs.heldBy(ask.sessionId()))) {
            RunState state = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
            if (state == null || attempt == null) {
                continue;
            }
            boolean wanted = isWanted(state, attempt);
            if (held.contains(attemptId)) {
                if (!wanted) {
                    stop.add(attemptId);
                }
            } else if (attempt.queuedAt().plus(memory.settings.heartbeat()).isBefore(turn.now)) {
                missing(turn, state, attempt, wanted);
            }
        }
        return stop;
    }

    /** The push or the report was lost. User code that was started and is not held any more can only be lost too. */
    private void missing(Turn turn, RunState state, TaskAttempt attempt, boolean wanted) {
        if (!wanted) {
            turn.decide(state, new RunEvent.Reported(new Report.Stopped(attempt.attemptId())));
        } else if (attempt.state() == AttemptState.QUEUED) {
            turn.push(attempt.sessionId(), assign(state, attempt));
        } else {
            turn.decide(state, lost(attempt.attemptId(), "its worker does not have it any more"));
        }
    }

    private ServerMessage assign(RunState state, TaskAttempt attempt) {
        return new ServerMessage.Assign(Assignments.of(state, attempt, memory.outputs));
    }

    private static boolean isWanted(RunState state, TaskAttempt attempt) {
        int number = state.numberOf(attempt.taskId(), attempt.mapIndex());
        TaskInstance instance = number < 0 ? null : state.find(number);
        return instance != null
                && instance.state().isAtWorker()
                && instance.state() != TaskState.RESTARTING
                && attempt.attemptId().equals(instance.attemptId());
    }

    void connected(Turn turn, Request<Boolean> request, Command.Connected ask) {
        if (memory.sessions.get(ask.sessionId()) == null) {
            throw new CommandRefused(
                    CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again");
        }
        for (UUID attemptId : memory.runs.heldBy(ask.sessionId())) {
            RunState state = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
            if (state != null
                    && attempt != null
                    && attempt.state() == AttemptState.QUEUED
                    && isWanted(state, attempt)) {
                turn.push(ask.sessionId(), assign(state, attempt));
            } else if (state != null && attempt != null && !isWanted(state, attempt)) {
                turn.push(ask.sessionId(), new ServerMessage.Stop(attemptId, "it is not wanted any more"));
            }
        }
        turn.answer(request, true);
    }

    void reports(Turn turn, Request<Reports.Answer> request, Command.TakeReports ask) {
        if (memory.sessions.get(ask.sessionId()) == null) {
            throw new CommandRefused(
                    CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again");
        }
        Map<UUID, Long> accepted = new HashMap<>();
        List<UUID> stale = new ArrayList<>();
        for (Report report : ask.reports()) {
            RunState state = memory.runs.ofAttempt(report.attemptId());
            TaskAttempt attempt = state == null ? null : state.openAttempt(report.attemptId());
            if (state == null || attempt == null || !attempt.sessionId().equals(ask.sessionId())) {
                if (!accepted.containsKey(report.attemptId())) {
                    stale.add(report.attemptId());
                }
                continue;
            }
            if (take(turn, state, report) == RunPlan.Verdict.STALE) {
                stale.add(report.attemptId());
            } else {
                accepted.put(report.attemptId(), state.run().runKey());
            }
        }
        turn.afterwards(failed -> {
            List<UUID> durable = new ArrayList<>();
            accepted.forEach((attempt, run) -> {
                if (!failed.contains(run)) {
                    durable.add(attempt);
                }
            });
            request.answer().complete(new Reports.Answer(durable, stale));
        });
    }

    private RunPlan.Verdict take(Turn turn, RunState state, Report report) {
        Report checked = checked(report);
        TaskAttempt attempt = state.openAttempt(report.attemptId());
        boolean counts = attempt != null && isWanted(state, attempt);
        RunPlan plan = turn.decide(state, new RunEvent.Reported(checked));
        if (plan.isApplied() && counts && checked instanceof Report.Succeeded success) {
            keepOutput(turn, state, success.attemptId(), success.output());
        }
        return plan.verdict();
    }

    private void keepOutput(Turn turn, RunState state, UUID attemptId, @Nullable JsonNode output) {
        if (output == null || output.isNull()) {
            memory.outputs.put(attemptId, NullNode.getInstance());
        } else {
            turn.work(state).addOutput(new TaskOutput(state.run().runKey(), attemptId, output));
            memory.outputs.put(attemptId, output);
        }
    }

    /** A worker checks the size too; what it let through still must not get into the database. */
    private static Report checked(Report report) {
        if (report instanceof Report.Succeeded success
                && success.output() != null
                && OutputCache.weight(success.output()) > Limits.INLINE_OUTPUT / 8
                && Json.MAPPER.writeValueAsBytes(success.output()).length > Limits.INLINE_OUTPUT) {
            return new Report.Failed(
                    success.attemptId(),
                    new Report.Failure(
                            Report.Failure.Kind.BAD_OUTPUT,
                            "the output is larger than " + Limits.INLINE_OUTPUT / 1024
                                    + " KiB: write it to a file or table and return a reference to it",
                            null),
                    false);
        }
        return report;
    }

    void inputs(Turn turn, Request<List<Assignment.Input>> request, Command.FetchInputs ask) {
        RunState state = memory.runs.ofAttempt(ask.attemptId());
        TaskAttempt attempt = state == null ? null : state.openAttempt(ask.attemptId());
        if (state == null || attempt == null || !attempt.sessionId().equals(ask.sessionId())) {
            throw new CommandRefused(
                    CommandRefused.Kind.NOT_FOUND,
                    "attempt " + ask.attemptId() + " is not at session " + ask.sessionId());
        }
        turn.answer(request, Assignments.readInputs(state, attempt, memory.store));
    }

    void end(Turn turn, Request<Boolean> request, Command.EndSession ask) {
        WorkerSession session = memory.sessions.remove(ask.sessionId());
        if (session != null) {
            turn.change(session.withState(WorkerSession.State.ENDED));
            for (UUID attemptId : List.copyOf(memory.runs.heldBy(ask.sessionId()))) {
                RunState state = memory.runs.ofAttempt(attemptId);
                TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
                if (state != null && attempt != null) {
                    turn.decide(
                            state,
                            attempt.state() == AttemptState.QUEUED
                                    ? new RunEvent.Reported(new Report.HandedBack(attemptId, "the worker left"))
                                    : lost(attemptId, "worker " + session.name() + " left"));
                }
            }
        }
        turn.answer(request, session != null);
    }

    /** Asks the database which leases have ended, if any session was silent long enough, and gives up what those held. */
    void sweep(Turn turn) {
        if (memory.sessions.anySilentFor(memory.settings.lease(), turn.now)) {
            memory.store.expireLeases().forEach(session -> lose(turn, session, "its lease ended"));
        }
        for (RunState state : List.copyOf(memory.runs.all())) {
            loseOrphans(turn, state);
        }
    }

    private void loseOrphans(Turn turn, RunState state) {
        for (TaskAttempt attempt : List.copyOf(state.openAttempts())) {
            if (memory.sessions.get(attempt.sessionId()) == null) {
                turn.decide(state, lost(attempt.attemptId(), "its worker's session is over"));
            }
        }
    }

    private void lose(Turn turn, UUID sessionId, String why) {
        WorkerSession session = memory.sessions.remove(sessionId);
        String name = session == null ? sessionId.toString() : session.name();
        for (UUID attemptId : List.copyOf(memory.runs.heldBy(sessionId))) {
            RunState state = memory.runs.ofAttempt(attemptId);
            if (state != null) {
                turn.decide(state, lost(attemptId, "worker " + name + ": " + why));
            }
        }
        turn.push(sessionId, new ServerMessage.End(why));
    }

    private RunEvent lost(UUID attemptId, String reason) {
        return new RunEvent.AttemptLost(attemptId, reason, memory.settings.lostBudget());
    }
}
