package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** That a task decides, when it succeeds, which of the tasks after it are skipped. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DecisionSpec.Branch.class, name = "branch"),
    @JsonSubTypes.Type(value = DecisionSpec.ShortCircuit.class, name = "short_circuit"),
    @JsonSubTypes.Type(value = DecisionSpec.LatestOnly.class, name = "latest_only")
})
public sealed interface DecisionSpec {

    /**
     * Its output names the tasks or groups that go on: a text, a list of texts, or null for none. Direct followers that are
     * neither chosen nor come after a chosen one are skipped.
     */
    record Branch() implements DecisionSpec {}

    /**
     * If its output is false, null, zero or empty, what comes after is skipped; teardowns never are.
     *
     * @param everything true: all tasks after it, whatever their rules; false: its direct followers, the others follow their
     *     own rules
     */
    record ShortCircuit(boolean everything) implements DecisionSpec {}

    /** Its direct followers are skipped if a later run of the DAG is due already. Never in a run by hand. */
    record LatestOnly() implements DecisionSpec {}
}
