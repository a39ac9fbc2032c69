package io.orchestrator.web.pages;

import java.time.Instant;

/** Workers in every state of a session. */
final class SampleWorkers {

    private SampleWorkers() {}

    static void fill(SampleRows rows, Instant now) {
        rows.worker(SampleRows.SESSION, "worker-1", "live", 8, now.minusSeconds(86_000), now.minusSeconds(2), null);
        rows.worker(
                PagesFixture.id(2),
                "gpu-worker-with-a-rather-long-name",
                "draining",
                2,
                now.minusSeconds(5_000),
                now.minusSeconds(4),
                null);
        rows.worker(
                PagesFixture.id(3),
                "worker-0",
                "lost",
                8,
                now.minusSeconds(90_000),
                now.minusSeconds(80_000),
                now.minusSeconds(79_970));
        rows.worker(
                PagesFixture.id(4),
                "worker-0",
                "ended",
                8,
                now.minusSeconds(190_000),
                now.minusSeconds(180_000),
                now.minusSeconds(179_970));
    }
}
