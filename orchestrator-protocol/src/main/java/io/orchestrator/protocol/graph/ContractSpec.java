package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a DAG promises of a dataset that it writes, or counts on in one that it reads.
 *
 * @param columns in order, at least one
 * @param checks the names of what else a version has to pass
 */
public record ContractSpec(
        String dataset,
        List<Column> columns,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> checks) {

    public ContractSpec {
        columns = columns == null ? List.of() : List.copyOf(columns);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /**
     * A column.
     *
     * @param nullable whether there may be nulls
     */
    public record Column(String name, String type, boolean nullable) {}
}
