package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.decide.Need;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Asks prefetched attempts back that wait at one worker while another one has a free slot. */
final class Recalls {

    private final EngineMemory memory;
    private final Set<UUID> asked = new HashSet<>();

    Recalls(EngineMemory memory) {
        this.memory = memory;
    }

    /** A recall may get lost: what is still there may be asked for again. */
    void forget() {
        asked.clear();
    }

    /** To be called when everything ready has got a place, so that a slot which is still free has nothing else to do. */
    void recall(Turn turn) {
        List<Admission.Capacity> idle = new ArrayList<>();
        List<Admission.Capacity> full = new ArrayList<>();
        for (Admission.Capacity session : memory.sessions.capacities(memory.runs, memory.ownership.isAlone())) {
            if (session.idleSlots() > 0) {
                idle.add(session);
            } else if (session.held() > session.slots()) {
                full.add(session);
            }
        }
        if (!idle.isEmpty()) {
            full.forEach(session -> recall(turn, session, idle));
        }
    }

    private void recall(Turn turn, Admission.Capacity from, List<Admission.Capacity> idle) {
        List<UUID> held = List.copyOf(memory.runs.heldBy(from.sessionId()));
        int surplus = held.size() - from.slots();
        for (int last = held.size() - 1; last >= 0 && surplus > 0; last--) {
            UUID attemptId = held.get(last);
            if (hasNotBegun(attemptId) && takes(idle, attemptId)) {
                surplus--;
                if (asked.add(attemptId)) {
                    turn.push(from.sessionId(), new ServerMessage.Recall(attemptId));
                }
            }
        }
    }

    private boolean hasNotBegun(UUID attemptId) {
        RunState state = memory.runs.ofAttempt(attemptId);
        TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
        return attempt != null && attempt.state() == AttemptState.QUEUED;
    }

    /** Whether an idle session could take an attempt; it then has one slot less. */
    private boolean takes(List<Admission.Capacity> idle, UUID attemptId) {
        RunState state = memory.runs.ofAttempt(attemptId);
        TaskAttempt attempt = state == null ? null : state.openAttempt(attemptId);
        if (state == null || attempt == null) {
            return false;
        }
        Need need = Need.of(state.graph().task(state.graph().indexOf(attempt.taskId())));
        for (int i = 0; i < idle.size(); i++) {
            if (idle.get(i).isIdleFor(need)) {
                idle.set(i, idle.get(i).withOneMore());
                return true;
            }
        }
        return false;
    }
}
