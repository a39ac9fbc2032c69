package io.orchestrator.core.schedule;

import java.time.Instant;

/**
 * A coming run, as a page shows it.
 *
 * @param clockChange clocks change on that day where the schedule lives
 */
public record PreviewedRun(Instant at, boolean clockChange) {}
