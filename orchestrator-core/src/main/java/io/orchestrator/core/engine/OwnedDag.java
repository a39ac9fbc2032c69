package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A DAG, and the server that decides on it.
 *
 * @param owner null: none yet
 * @param revision of its row
 */
public record OwnedDag(DagRecord dag, @Nullable UUID owner, long revision) {}
