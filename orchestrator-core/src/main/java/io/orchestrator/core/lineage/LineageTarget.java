package io.orchestrator.core.lineage;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Where events go. */
public interface LineageTarget {

    /**
     * Returns within seconds, when all of them were taken.
     *
     * @throws IOException if they were not; some of them may have been
     */
    void send(List<ObjectNode> events) throws IOException, InterruptedException;
}
