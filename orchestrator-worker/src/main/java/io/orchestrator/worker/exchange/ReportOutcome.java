package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Report;
import java.util.List;
import java.util.UUID;

/** Who wants to know what became of reports. */
public interface ReportOutcome {

    /** These reports were judged, and the judgement is durable. */
    void settled(List<Report> reports);

    /** These attempts are not current any more: nothing of them may run on, and nothing more is to be reported. */
    void stale(List<UUID> attempts);

    /** The server will never take this report. */
    void refused(Report report);
}
