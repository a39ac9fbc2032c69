package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.List;
import java.util.UUID;

/** Holds what servers say to workers against the database of that moment: nobody may end what is wanted. */
final class Replies {

    private final History history;

    Replies(History history) {
        this.history = history;
    }

    void check(SimulatedServer server, Command<?> command, Outcome<?> outcome) {
        switch (outcome) {
            case Outcome.Answered<?>(Heartbeat.Answer answer)
            when command instanceof Command.Beat beat ->
                holdWanted(server, beat.sessionId(), answer.stop(), "was to be stopped by a heartbeat's answer");
            case Outcome.Answered<?>(Reports.Answer answer)
            when command instanceof Command.TakeReports take ->
                holdWanted(server, take.sessionId(), answer.stale(), "was said to be stale");
            case Outcome.Answered<?> answered -> {}
            case Outcome.Refused<?> refused -> {
                if (refused.kind() == CommandRefused.Kind.INVALID) {
                    throw new Broken(server.name() + " could not handle " + command + ": " + refused.message());
                }
            }
            case Outcome.Silence<?> silence -> {}
        }
    }

    void checkPush(SimulatedServer server, UUID sessionId, ServerMessage message) {
        switch (message) {
            case ServerMessage.Stop stop ->
                holdWanted(server, sessionId, List.of(stop.attemptId()), "was to be stopped: " + stop.reason());
            case ServerMessage.End end -> {
                if (history.leases().isSessionOpen(sessionId)) {
                    throw new Broken(server.name() + " ended a session that is open: " + end.reason());
                }
            }
            case ServerMessage.Assign assign -> {}
            case ServerMessage.Recall recall -> {}
            case ServerMessage.Ping ping -> {}
        }
    }

    private void holdWanted(SimulatedServer server, UUID sessionId, List<UUID> attempts, String what) {
        for (UUID attemptId : attempts) {
            TaskAttempt wanted = history.wanted(attemptId);
            if (wanted != null
                    && wanted.sessionId().equals(sessionId)
                    && history.leases().isSessionOpen(sessionId)) {
                throw new Broken(server.name() + ": attempt " + attemptId + " of task " + wanted.taskId()
                        + ", which is wanted, " + what);
            }
        }
    }
}
