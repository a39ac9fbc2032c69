package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.ContractSpec;
import org.jspecify.annotations.Nullable;

/**
 * A task of a DAG in force that writes a dataset or reads it.
 *
 * @param contract what its DAG promises of the dataset, or counts on in it: what it says itself, else what was promised when it was
 *     deployed; null: nothing is known
 */
public record ContractUse(
        boolean writes,
        String dagId,
        String taskId,
        @Nullable ContractSpec contract) {

    /** What people call it. */
    public String name() {
        return dagId + "." + taskId;
    }
}
