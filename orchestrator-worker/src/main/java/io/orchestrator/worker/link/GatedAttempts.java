package io.orchestrator.worker.link;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.worker.exchange.ReportOutcome;
import io.orchestrator.worker.exchange.ServerClient;
import io.orchestrator.worker.heartbeat.Held;
import java.util.List;
import java.util.UUID;

/** The attempts as one thread of a link sees them: what it tells them is not cut short by an interruption. */
record GatedAttempts(Gate gate, Held held, ReportOutcome outcome) implements Held, ReportOutcome {

    @Override
    public Heartbeat heartbeat(ServerClient to) {
        return held.heartbeat(to);
    }

    @Override
    public void stale(List<UUID> attempts) {
        gate.pass(() -> held.stale(attempts));
    }

    @Override
    public void settled(List<Report> reports) {
        gate.pass(() -> outcome.settled(reports));
    }

    @Override
    public void refused(Report report) {
        gate.pass(() -> outcome.refused(report));
    }
}
