package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reports in the order they were made and keeps each until it is settled. One call is in flight at a time; what
 * gathers meanwhile goes with the next.
 */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private final ServerClient server;
    private final PendingReports pending = new PendingReports();

    public Reporter(ServerClient server) {
        this.server = server;
    }

    /**
     * Takes a report to be sent; never blocks.
     *
     * @param bytes about how large it is as JSON
     */
    public void add(Report report, int bytes) {
        pending.add(report, bytes);
    }

    /** Forgets what is not settled of these attempts. */
    public void forget(Set<UUID> attempts) {
        pending.forget(attempts);
    }

    /** Forgets everything: the session that it was for is over. */
    public void clear() {
        pending.clear();
    }

    /** Waits until nothing is unsettled; false if that took longer. */
    public boolean awaitSettled(Duration atMost) throws InterruptedException {
        return pending.awaitEmpty(atMost);
    }

    /**
     * Sends until the session is over or the thread is interrupted.
     *
     * @param outcome hears, on this thread, what became of reports
     */
    public void send(LiveSession session, ReportOutcome outcome) {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(3));
        try {
            while (!session.isOver()) {
                List<Report> batch = pending.awaitBatch();
                if (session.isOver()) {
                    return;
                }
                if (pass(session, batch, outcome)) {
                    backoff.reset();
                } else {
                    session.awaitOver(backoff.next().toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One call; false if the batch has to be sent again. */
    private boolean pass(LiveSession session, List<Report> batch, ReportOutcome outcome) throws InterruptedException {
        try {
            return answered(batch, outcome, server.report(session, new Reports(batch)));
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return false;
        } catch (Unreachable e) {
            LOG.warn("{} reports are kept and sent again: {}", batch.size(), e.getMessage());
            return false;
        } catch (Refused e) {
            refused(batch, outcome, e);
            return true;
        }
    }

    private boolean answered(List<Report> batch, ReportOutcome outcome, Reports.Answer answer) {
        Set<UUID> named = new HashSet<>(answer.accepted());
        named.addAll(answer.stale());
        List<Report> settled = batch.stream()
                .filter(report -> named.contains(report.attemptId()))
                .toList();
        pending.remove(settled);
        outcome.settled(settled);
        if (!answer.stale().isEmpty()) {
            outcome.stale(answer.stale());
        }
        return settled.size() == batch.size();
    }

    /** A batch that is refused is split until the one report that is at fault stands alone. */
    private void refused(List<Report> batch, ReportOutcome outcome, Refused refusal) {
        if (batch.size() > 1) {
            LOG.warn(
                    "a batch of {} reports was refused and is sent in smaller ones: {}",
                    batch.size(),
                    refusal.getMessage());
            pending.limitBatch(batch.size() / 2);
            return;
        }
        Report report = batch.getFirst();
        LOG.error("the report of attempt {} was refused: {}", report.attemptId(), refusal.getMessage());
        List<Report> substitutes = new ArrayList<>();
        if (report instanceof Report.Succeeded) {
            substitutes.add(new Report.Failed(
                    report.attemptId(),
                    new Report.Failure(
                            Report.Failure.Kind.BAD_OUTPUT,
                            "The server refused the output: " + refusal.getMessage(),
                            null),
                    false));
        }
        pending.replace(report, substitutes);
        if (substitutes.isEmpty()) {
            outcome.settled(batch);
        }
    }
}
