package io.orchestrator.web.backfill;

import io.orchestrator.web.database.ReadRows;

/** Reads backfills. */
interface BackfillRows extends ReadRows<BackfillRow, Long> {}
