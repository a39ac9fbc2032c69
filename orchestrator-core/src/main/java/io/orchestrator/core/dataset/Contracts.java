package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.DatasetVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says whom the contracts of a bundle would break. Pure. */
public final class Contracts {

    private Contracts() {}

    /**
     * What readers would miss in what is promised; empty: nothing. Who says himself what he counts on is asked that; of others it is
     * what has been promised so far.
     *
     * @param inForce who writes and reads a dataset now
     */
    public static List<String> broken(BundleDescription bundle, Function<String, List<ContractUse>> inForce) {
        Set<String> own =
                bundle.dags().stream().map(dag -> dag.graph().dagId()).collect(Collectors.toCollection(HashSet::new));
        List<String> sentences = new ArrayList<>();
        for (BundleDescription.DescribedDag dag : bundle.dags()) {
            for (ContractSpec promised : dag.graph().contracts()) {
                if (writes(dag.graph(), promised.dataset())) {
                    inForce.apply(promised.dataset()).stream()
                            .filter(use -> !use.writes() && !own.contains(use.dagId()))
                            .forEach(use -> sentences.addAll(
                                    sentence(dag.graph(), promised, use, inForce.apply(promised.dataset()))));
                }
            }
        }
        return sentences;
    }

    private static boolean writes(DagGraph graph, String dataset) {
        return graph.tasks().stream().flatMap(task -> task.given().stream()).anyMatch(given -> isOf(given, dataset));
    }

    private static boolean isOf(GivenSpec given, String dataset) {
        return given.kind().isWritten() && given.dataset().equals(dataset);
    }

    private static List<String> sentence(
            DagGraph graph, ContractSpec promised, ContractUse reader, List<ContractUse> inForce) {
        ContractSpec counted = reader.contract() == null ? before(graph, inForce) : reader.contract();
        List<Contract.Break> breaks = counted == null ? List.of() : breaks(counted, promised);
        return breaks.isEmpty()
                ? List.of()
                : List.of("DAG %s: what it promises of dataset '%s' breaks what %s counts on: %s"
                        .formatted(
                                graph.dagId(),
                                promised.dataset(),
                                reader.name(),
                                breaks.stream().map(Contract.Break::toString).collect(Collectors.joining("; "))));
    }

    private static @Nullable ContractSpec before(DagGraph graph, List<ContractUse> inForce) {
        return inForce.stream()
                .filter(use -> use.writes() && use.dagId().equals(graph.dagId()) && use.contract() != null)
                .map(ContractUse::contract)
                .findFirst()
                .orElse(null);
    }

    /** What somebody who counts on the one would miss in the other. */
    public static List<Contract.Break> breaks(ContractSpec counted, ContractSpec promised) {
        return counted.columns().isEmpty()
                ? List.of()
                : Contract.of(columns(counted).toArray(DatasetVersion.Column[]::new))
                        .breaks(columns(promised));
    }

    private static List<DatasetVersion.Column> columns(ContractSpec contract) {
        return contract.columns().stream()
                .map(column -> new DatasetVersion.Column(column.name(), column.type(), column.nullable()))
                .toList();
    }
}
