package io.orchestrator.bench.chaos;

import java.time.Instant;
import java.util.List;

/**
 * A process that was ended, for the measure of recovery.
 *
 * @param dags those that the process decided on; empty: all of them
 */
record Kill(FaultKind kind, Instant at, long pid, List<String> dags) {}
