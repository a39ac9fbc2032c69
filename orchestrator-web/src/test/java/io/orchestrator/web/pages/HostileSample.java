package io.orchestrator.web.pages;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.worker.LogLine;
import java.time.Instant;
import java.util.List;

/** A DAG whose author and whose tasks wish the readers of its pages ill. */
final class HostileSample {

    private HostileSample() {}

    static void fill(SampleRows rows, LogStore logs, Instant now) {
        rows.dag(
                SampleGraphs.chain(PagesFixture.HOSTILE, PagesFixture.HOSTILE_TEXT, List.of("<b>tag</b>"), "only_task"),
                false,
                "by hand",
                null);
        long run = rows.run(
                PagesFixture.HOSTILE,
                "manual__hostile",
                "manual",
                "failed",
                PagesFixture.HOSTILE_TEXT,
                "{\"note\": \"" + PagesFixture.HOSTILE_TEXT + "\"}",
                null,
                now.minusSeconds(50),
                now.minusSeconds(49),
                now.minusSeconds(3));
        var attempt = rows.task(
                run,
                "only_task",
                "failed",
                PagesFixture.HOSTILE_TEXT,
                now.minusSeconds(48),
                now.minusSeconds(47),
                now.minusSeconds(3));
        rows.failure(
                run,
                attempt,
                "{\"kind\": \"EXCEPTION\", \"message\": \"" + PagesFixture.HOSTILE_TEXT + "\", \"stackTrace\": \""
                        + PagesFixture.HOSTILE_TEXT + "\"}");
        logs.append(List.of(SampleLogs.piece(
                run,
                attempt,
                0,
                List.of(new LogLine(now, "INFO", PagesFixture.HOSTILE_TEXT, PagesFixture.HOSTILE_TEXT)))));
    }
}
