package io.orchestrator.core.backfill;

import java.time.Instant;

/**
 * A date that a backfill runs.
 *
 * @param date the logical date, where the data interval begins
 * @param end where that ends, exclusive
 */
public record BackfillDate(Instant date, Instant end) {}
