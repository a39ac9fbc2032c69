package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A backfill, as Airflow tells of one. */
record BackfillAnswer(
        long id,
        String dagId,
        String dagDisplayName,
        Instant fromDate,
        Instant toDate,
        JsonNode dagRunConf,
        boolean isPaused,
        String reprocessBehavior,
        int maxActiveRuns,
        Instant createdAt,
        @Nullable Instant completedAt,
        Instant updatedAt) {

    static BackfillAnswer of(Backfill backfill) {
        return new BackfillAnswer(
                backfill.id(),
                backfill.dagId(),
                backfill.dagId(),
                backfill.from(),
                backfill.to(),
                backfill.params(),
                backfill.paused(),
                backfill.reprocess().key(),
                backfill.maxActiveRuns(),
                backfill.createdAt(),
                backfill.completedAt(),
                backfill.updatedAt());
    }

    static BackfillAnswer of(BackfillRow row) {
        return new BackfillAnswer(
                row.backfillId(),
                row.dagId(),
                row.dagId(),
                row.fromDate(),
                row.toDate(),
                Json.MAPPER.readTree(row.params()),
                row.paused(),
                row.reprocess(),
                row.maxActiveRuns(),
                row.createdAt(),
                row.completedAt(),
                row.updatedAt());
    }
}
