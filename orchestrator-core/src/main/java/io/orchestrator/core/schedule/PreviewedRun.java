package io.orchestrator.core.schedule;

/**
 * A coming run, as a page shows it.
 *
 * @param clockChange clocks change on that day where the schedule lives
 */
public record PreviewedRun(DueRun run, boolean clockChange) {}
