package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a worker has to report: kept until it is settled, and sent again and again. */
final class ReportBox {

    private final WorkSession session;
    private final List<Pending> pending = new ArrayList<>();
    private final Set<Integer> calling = new HashSet<>();

    private record Pending(UUID attemptId, String dagId, Report report) {}

    ReportBox(WorkSession session) {
        this.session = session;
    }

    void add(UUID attemptId, String dagId, Report report) {
        pending.add(new Pending(attemptId, dagId, report));
        send(session.owner(attemptId));
    }

    void drop(UUID attemptId) {
        pending.removeIf(report -> report.attemptId().equals(attemptId));
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void sendAll() {
        pending.stream()
                .map(report -> session.owner(report.attemptId()))
                .distinct()
                .toList()
                .forEach(this::send);
    }

    private void send(int server) {
        if (session.isOver() || calling.contains(server)) {
            return;
        }
        List<Pending> batch = pending.stream()
                .filter(report -> session.owner(report.attemptId()) == server)
                .toList();
        if (batch.isEmpty()) {
            return;
        }
        calling.add(server);
        List<Reports.Entry> entries = batch.stream()
                .map(report -> new Reports.Entry(report.dagId(), report.report()))
                .toList();
        Reports reports = new Reports(entries, session.nextCredit(server));
        long told = session.lastCredit();
        session.call(server, () -> new Command.TakeReports(session.id(), reports), outcome -> {
            calling.remove(server);
            hear(server, batch, told, outcome);
        });
    }

    private void hear(int server, List<Pending> batch, long told, Outcome<Reports.Answer> outcome) {
        switch (outcome) {
            case Outcome.Answered<Reports.Answer>(Reports.Answer answer) -> {
                session.acknowledged(server, told, answer.wants());
                pending.removeIf(
                        report -> batch.contains(report) && answer.accepted().contains(report.attemptId()));
                answer.accepted().forEach(this::settle);
                answer.stale().forEach(session::drop);
                answer.elsewhere().forEach(session::askNext);
                again(
                        answer.elsewhere().isEmpty()
                                        && answer.stale().size()
                                                        + answer.accepted().size()
                                                > 0
                                ? Timeline.MILLI
                                : 300 * Timeline.MILLI);
            }
            case Outcome.Refused<Reports.Answer>(CommandRefused.Kind kind, String message) -> {
                if (kind == CommandRefused.Kind.GONE) {
                    session.end("its reports were answered: " + message);
                } else {
                    elsewhere(batch);
                }
            }
            case Outcome.Silence<Reports.Answer> silence -> elsewhere(batch);
        }
    }

    private void settle(UUID attemptId) {
        if (pending.stream().noneMatch(report -> report.attemptId().equals(attemptId))) {
            session.settled(attemptId);
        }
    }

    /** Without an answer it tries again, on the next server. */
    private void elsewhere(List<Pending> batch) {
        batch.stream().map(Pending::attemptId).distinct().toList().forEach(session::askNext);
        again(session.dice().between(100L, 1_500L) * Timeline.MILLI);
    }

    private void again(long pause) {
        if (!pending.isEmpty()) {
            session.after(pause, this::sendAll);
        }
    }
}
