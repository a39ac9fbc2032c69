package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.ContractSpec;
import org.jspecify.annotations.Nullable;

/**
 * A task of a DAG in force that writes a dataset or reads it.
 *
 * @param contract what its DAG promises of the dataset, or counts on in it; null: nothing is said
 */
public record ContractUse(
        boolean writes,
        String dagId,
        String taskId,
        @Nullable ContractSpec contract) {

    /** The same, which counts on that. */
    ContractUse counting(@Nullable ContractSpec counted) {
        return new ContractUse(writes, dagId, taskId, counted);
    }

    /** What people call it. */
    public String name() {
        return dagId + "." + taskId;
    }
}
