package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.ServerQueue.PendingReport;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one server its reports. One call is in flight at a time; what gathers meanwhile goes with the next. */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private final ServerClient server;
    private final Outbox outbox;
    private final ReportOutcome outcome;
    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    /**
     * @param outcome hears, on the sending thread, what became of reports
     */
    public Reporter(ServerClient server, Outbox outbox, ReportOutcome outcome) {
        this.server = server;
        this.outbox = outbox;
        this.outcome = outcome;
    }

    /** Sends until the session is over, the server has left, or the thread is interrupted. */
    public void send(LiveSession session) {
        try {
            while (!session.isOver()) {
                List<PendingReport> batch = outbox.awaitBatch(server);
                if (batch == null || session.isOver()) {
                    return;
                }
                pass(session, batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(LiveSession session, List<PendingReport> batch) throws InterruptedException {
        try {
            Reports.Answer answer = server.report(session, reports(batch));
            backoff.reset();
            outcome.settled(reportsOf(outbox.answered(server, batch, answer)));
            if (!answer.stale().isEmpty()) {
                outcome.stale(answer.stale());
            }
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
        } catch (Unreachable e) {
            LOG.warn("{} reports are kept and sent again: {}", batch.size(), e.getMessage());
            outbox.unanswered(server, backoff.next());
        } catch (Refused e) {
            refused(batch, e);
        }
    }

    private Reports reports(List<PendingReport> batch) {
        List<Reports.Entry> entries = batch.stream()
                .map(pending -> new Reports.Entry(pending.route.dagId, pending.report))
                .toList();
        return new Reports(entries, outbox.credit(server));
    }

    private static List<Report> reportsOf(List<PendingReport> pending) {
        return pending.stream().map(one -> one.report).toList();
    }

    /** A batch that is refused is split until the one report that is at fault stands alone. */
    private void refused(List<PendingReport> batch, Refused refusal) {
        if (batch.size() > 1) {
            LOG.warn(
                    "a batch of {} reports was refused and is sent in smaller ones: {}",
                    batch.size(),
                    refusal.getMessage());
            outbox.limitBatch(server, batch.size() / 2);
            return;
        }
        PendingReport pending = batch.getFirst();
        Report report = pending.report;
        LOG.error("the report of attempt {} was refused: {}", report.attemptId(), refusal.getMessage());
        if (report instanceof Report.Succeeded) {
            String message = "The server refused the output: " + refusal.getMessage();
            Report.Failure failure = new Report.Failure(Report.Failure.Kind.BAD_OUTPUT, message, null);
            outbox.replace(pending, new Report.Failed(report.attemptId(), failure, false));
        } else {
            outbox.replace(pending, null);
            outcome.refused(report);
        }
    }
}
