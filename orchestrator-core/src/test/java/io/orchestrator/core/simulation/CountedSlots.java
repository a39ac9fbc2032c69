package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Lets a server fill a worker by a count of what it gave and what came back, and not by what it has there. */
final class CountedSlots implements Mutant {

    private final Map<String, Integer> counts = new HashMap<>();

    private static String key(SimulatedServer server, UUID sessionId) {
        return server.pid() + " " + sessionId;
    }

    @Override
    public void onPush(SimulatedServer server, UUID sessionId, ServerMessage message) {
        if (message instanceof ServerMessage.Assign) {
            counts.merge(key(server, sessionId), 1, Integer::sum);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Command<R> onArrival(World world, SimulatedServer server, Command<R> command) {
        if (command instanceof Command.TakeReports take) {
            UUID session = take.sessionId();
            for (Reports.Entry entry : take.reports().reports()) {
                if (!(entry.report() instanceof Report.Started)) {
                    counts.merge(key(server, session), -1, Integer::sum);
                }
            }
            int credit = credit(world, server, session, take.reports().credit());
            return (Command<R>)
                    new Command.TakeReports(session, new Reports(take.reports().reports(), credit));
        }
        if (command instanceof Command.Beat beat) {
            Heartbeat heartbeat = beat.heartbeat();
            int credit = credit(world, server, beat.sessionId(), heartbeat.credit());
            return (Command<R>) new Command.Beat(
                    beat.sessionId(), new Heartbeat(heartbeat.held(), heartbeat.draining(), credit, heartbeat.seen()));
        }
        return command;
    }

    /** The engine takes off what it has there: so much more, less what was counted, is free by the count. */
    private int credit(World world, SimulatedServer server, UUID sessionId, int credit) {
        int held = world.history().heldBy(server.serverId(), sessionId);
        return Math.max(0, credit - counts.getOrDefault(key(server, sessionId), 0) + held);
    }
}
