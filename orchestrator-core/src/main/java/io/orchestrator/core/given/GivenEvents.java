package io.orchestrator.core.given;

import io.orchestrator.protocol.graph.GivenSpec;
import tools.jackson.databind.JsonNode;

/** Events of assets, as tasks get them. */
@FunctionalInterface
public interface GivenEvents {

    /**
     * A list of objects, the oldest event first: id, asset, uri, at, extra, dag_id, task_id, run_id, map_index, aliases.
     *
     * @param wanted the events of an asset or of an alias, at most the newest 1,000; or those that a run has taken
     * @param runKey that run
     */
    JsonNode of(GivenSpec wanted, long runKey);
}
