package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRunState;
import org.jspecify.annotations.Nullable;

/**
 * A run of another DAG as it was found.
 *
 * @param reason why it is in that state, or null
 * @param task the states of the one task that was asked for; else none
 */
public record FoundRun(
        String runId, DagRunState state, @Nullable String reason, UpstreamCounts task) {}
