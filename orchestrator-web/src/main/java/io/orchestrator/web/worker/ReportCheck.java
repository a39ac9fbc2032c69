package io.orchestrator.web.worker;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON may leave out what a record's type says is there: the engine gets none of that. */
final class ReportCheck {

    private ReportCheck() {}

    /** @throws Refused if something is missing */
    static void check(Heartbeat heartbeat) {
        whole("held", heartbeat.held()).forEach(ReportCheck::check);
    }

    /** @throws Refused if something is missing */
    static void check(Reports reports) {
        whole("reports", reports.reports()).forEach(ReportCheck::check);
    }

    private static void check(Heartbeat.Held held) {
        require("attemptId", held.attemptId());
        require("dagId", held.dagId());
    }

    private static void check(Reports.Entry entry) {
        require("dagId", entry.dagId());
        require("report", entry.report());
        Report report = entry.report();
        require("attemptId", report.attemptId());
        switch (report) {
            case Report.Failed failed -> {
                require("failure", failed.failure());
                require("failure.kind", failed.failure().kind());
                require("failure.message", failed.failure().message());
            }
            case Report.HandedBack handedBack -> require("reason", handedBack.reason());
            case Report.Skipped skipped -> require("reason", skipped.reason());
            case Report.Deferred deferred -> {
                require("until", deferred.until());
                check(deferred.until());
            }
            case Report.NotYet not -> {
                if (not.next() != null) {
                    check(not.next());
                }
            }
            case Report.Started started -> {}
            case Report.Succeeded succeeded -> {}
            case Report.Stopped stopped -> {}
        }
    }

    private static void check(Report.When when) {
        if (when.at() == null && when.after() == null) {
            throw Refused.badRequest("neither at nor after is there: expected one of them");
        }
    }

    /** @throws Refused if something is missing or makes no sense */
    static void check(LogChunks.Chunk chunk) {
        require("attemptId", chunk.attemptId());
        require("gzip", chunk.gzip());
        if (chunk.sequence() < 0 || chunk.lines() < 0) {
            throw Refused.badRequest("sequence is %d and lines is %d; neither can be negative"
                    .formatted(chunk.sequence(), chunk.lines()));
        }
    }

    /** @throws Refused if there is no list, or an element of it is null */
    static <T> List<T> whole(String field, @Nullable List<T> list) {
        if (list == null || list.stream().anyMatch(Objects::isNull)) {
            throw Refused.badRequest("%s is missing, or an element of it is null: expected a list".formatted(field));
        }
        return list;
    }

    static void require(String field, @Nullable Object value) {
        if (value == null) {
            throw Refused.badRequest("%s is missing".formatted(field));
        }
    }
}
