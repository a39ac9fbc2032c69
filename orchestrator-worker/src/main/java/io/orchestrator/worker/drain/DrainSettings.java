package io.orchestrator.worker.drain;

import java.time.Duration;

/**
 * How long leaving may take.
 *
 * @param running how long running attempts may go on
 * @param reports how long to wait until the server has acknowledged every report
 * @param logs how long to wait until the server has every line
 */
public record DrainSettings(Duration running, Duration reports, Duration logs) {}
