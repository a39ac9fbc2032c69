package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What workers say of themselves: sessions and heartbeats. */
final class WorkerSessions {

    private final EngineMemory memory;
    private final MissingAttempts missing;

    WorkerSessions(EngineMemory memory) {
        this.memory = memory;
        this.missing = new MissingAttempts();
    }

    void open(Turn turn, Request<List<ServerAddress>> request, Command.OpenSession ask) {
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
                register.capabilities(),
                register.slots(),
                register.prefetch(),
                WorkerSession.State.LIVE);
        turn.open(session);
        turn.answer(request, memory.ownership.addresses());
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
            WorkerSession session = renewed.contains(ask.sessionId())
                    ? memory.session(ask.sessionId(), turn.now).orElse(null)
                    : null;
            if (session == null) {
                lose(turn, ask.sessionId(), "its lease had ended when its heartbeat came");
                beat.refuse(CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again");
            } else {
                memory.sessions.heard(ask.sessionId(), turn.now);
                memory.sessions.credit(ask.sessionId(), ask.heartbeat().credit());
                drain(turn, session, ask.heartbeat());
                answer(turn, beat, session, ask.heartbeat());
            }
        }
    }

    private void answer(Turn turn, Request<Heartbeat.Answer> beat, WorkerSession session, Heartbeat heartbeat) {
        List<UUID> owned = new ArrayList<>();
        for (Heartbeat.Held held : heartbeat.held()) {
            if (memory.ownership.owns(held.dagId())) {
                owned.add(held.attemptId());
            }
        }
        long number = turn.now.getEpochSecond() * 1_000_000 + turn.now.getNano() / 1_000;
        List<UUID> stop = reconcile(turn, session.sessionId(), owned, heartbeat.seen(), number);
        owned.removeAll(stop);
        turn.afterwards(failed -> beat.answer()
                .complete(new Heartbeat.Answer(
                        memory.settings.lease().toMillis(),
                        stop,
                        owned,
                        memory.runs.hasReady(session),
                        memory.ownership.addresses(),
                        number)));
    }

    private static void drain(Turn turn, WorkerSession session, Heartbeat heartbeat) {
        if (heartbeat.draining() && session.state() == WorkerSession.State.LIVE) {
            WorkerSession draining = session.withState(WorkerSession.State.DRAINING);
            turn.memory.sessions.put(draining, turn.now);
            turn.change(draining);
        }
    }

    /** Compares what the worker holds with what it should: pushes again what it lacks, gives back what it is to stop. */
    private List<UUID> reconcile(Turn turn, UUID sessionId, List<UUID> listed, long seen, long number) {
        Set<UUID> held = new HashSet<>(listed);
        List<UUID> stop = new ArrayList<>();
        for (UUID attemptId : held) {
            if (!memory.runs.heldBy(sessionId).contains(attemptId)) {
                stop.add(attemptId);
            }
        }
        for (UUID attemptId : List.copyOf(memory.runs.heldBy(sessionId))) {
            RunState state = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
            if (state == null || attempt == null) {
                continue;
            }
            boolean wanted = WorkerReports.isWanted(state, attempt);
            if (held.contains(attemptId)) {
                missing.named(attemptId);
                if (!wanted) {
                    stop.add(attemptId);
                }
            } else if (attempt.queuedAt().plus(memory.settings.heartbeat()).isBefore(turn.now)) {
                missing(turn, state, attempt, seen, number);
            }
        }
        return stop;
    }

    /** The push or the report was lost. User code that was started and is not held any more can only be lost too. */
    private void missing(Turn turn, RunState state, TaskAttempt attempt, long seen, long number) {
        boolean wanted = WorkerReports.isWanted(state, attempt);
        if (wanted && attempt.state() == AttemptState.QUEUED) {
            turn.push(attempt.sessionId(), assign(state, attempt));
        } else if (!missing.isGone(attempt.attemptId(), seen, number)) {
            return;
        } else if (!wanted) {
            turn.decide(state, new RunEvent.Reported(new Report.Stopped(attempt.attemptId())));
        } else {
            turn.decide(state, lost(attempt.attemptId(), "its worker does not have it any more"));
        }
    }

    private ServerMessage assign(RunState state, TaskAttempt attempt) {
        return new ServerMessage.Assign(Assignments.of(state, attempt, memory.outputs));
    }

    void connected(Turn turn, Request<Boolean> request, Command.Connected ask) {
        if (memory.session(ask.sessionId(), turn.now).isEmpty()) {
            throw new CommandRefused(
                    CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again");
        }
        for (UUID attemptId : memory.runs.heldBy(ask.sessionId())) {
            RunState state = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
            if (state != null
                    && attempt != null
                    && attempt.state() == AttemptState.QUEUED
                    && WorkerReports.isWanted(state, attempt)) {
                turn.push(ask.sessionId(), assign(state, attempt));
            } else if (state != null && attempt != null && !WorkerReports.isWanted(state, attempt)) {
                turn.push(ask.sessionId(), new ServerMessage.Stop(attemptId, "it is not wanted any more"));
            }
        }
        turn.answer(request, true);
    }

    void end(Turn turn, Request<Boolean> request, Command.EndSession ask) {
        WorkerSession session = memory.session(ask.sessionId(), turn.now).orElse(null);
        if (session != null) {
            turn.change(session.withState(WorkerSession.State.ENDED));
            leave(turn, session.sessionId());
        }
        turn.answer(request, session != null);
    }

    /** What had not begun counts as handed back. */
    private void leave(Turn turn, UUID sessionId) {
        WorkerSession session = memory.sessions.remove(sessionId);
        String name = session == null ? sessionId.toString() : session.name();
        for (UUID attemptId : List.copyOf(memory.runs.heldBy(sessionId))) {
            RunState state = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
            if (state != null && attempt != null) {
                turn.decide(
                        state,
                        attempt.state() == AttemptState.QUEUED
                                ? new RunEvent.Reported(new Report.HandedBack(attemptId, "the worker left"))
                                : lost(attemptId, "worker " + name + " left, or its lease ended"));
            }
        }
    }

    /** Asks the database which leases have ended, if any session was silent long enough, and gives up what those held. */
    void sweep(Turn turn) {
        if (memory.sessions.anySilentFor(memory.settings.lease(), turn.now)) {
            memory.store.expireLeases().forEach(session -> lose(turn, session, "its lease ended"));
        }
        if (memory.ownership.hasCompany()) {
            memory.refreshSessions(turn.now).forEach(session -> leave(turn, session));
        }
        for (UUID sessionId : List.copyOf(memory.runs.holders())) {
            if (memory.sessions.get(sessionId) == null) {
                loseAll(turn, sessionId, "its worker's session is over");
            }
        }
        missing.keep(attemptId -> memory.runs.ofAttempt(attemptId) != null);
    }

    private void lose(Turn turn, UUID sessionId, String why) {
        WorkerSession session = memory.sessions.remove(sessionId);
        String name = session == null ? sessionId.toString() : session.name();
        loseAll(turn, sessionId, "worker " + name + ": " + why);
        turn.push(sessionId, new ServerMessage.End(why));
    }

    private void loseAll(Turn turn, UUID sessionId, String why) {
        for (UUID attemptId : List.copyOf(memory.runs.heldBy(sessionId))) {
            RunState state = memory.runs.ofAttempt(attemptId);
            if (state != null) {
                turn.decide(state, lost(attemptId, why));
            }
        }
    }

    private RunEvent lost(UUID attemptId, String reason) {
        return new RunEvent.AttemptLost(attemptId, reason, memory.settings.lostBudget());
    }
}
