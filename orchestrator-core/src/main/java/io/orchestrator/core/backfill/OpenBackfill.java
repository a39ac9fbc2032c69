package io.orchestrator.core.backfill;

import java.util.List;

/**
 * A backfill that is not over.
 *
 * @param left the dates that have no run of it and are not left out, in the order in which they run
 */
public record OpenBackfill(Backfill backfill, List<BackfillDate> left) {}
