package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.DatasetVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says whom the contracts of a bundle would break. Pure. */
public final class Contracts {

    private Contracts() {}

    /**
     * What readers would miss in what is promised; empty: nothing. DAGs that are deployed together fit each other.
     *
     * @param inForce who writes and reads a dataset now, and what they promise of it or count on
     */
    public static List<BrokenContract> broken(BundleDescription bundle, Function<String, List<ContractUse>> inForce) {
        Set<String> own =
                bundle.dags().stream().map(dag -> dag.graph().dagId()).collect(Collectors.toCollection(HashSet::new));
        return bundle.dags().stream()
                .map(BundleDescription.DescribedDag::graph)
                .flatMap(graph -> graph.contracts().stream()
                        .flatMap(contract -> broken(
                                graph,
                                contract,
                                inForce.apply(contract.dataset()).stream()
                                        .filter(use -> !own.contains(use.dagId()))
                                        .toList())))
                .distinct()
                .toList();
    }

    /** @param others who writes and reads the dataset besides */
    private static Stream<BrokenContract> broken(DagGraph graph, ContractSpec contract, List<ContractUse> others) {
        if (writes(graph, contract.dataset())) {
            return others.stream()
                    .filter(use -> !use.writes())
                    .flatMap(reader -> broken(graph.dagId(), contract, reader).stream());
        }
        return others.stream()
                .filter(ContractUse::writes)
                .flatMap(producer -> readers(graph, contract)
                        .flatMap(reader -> broken(producer.dagId(), producer.contract(), reader).stream()));
    }

    private static Optional<BrokenContract> broken(
            String producer, @Nullable ContractSpec promised, ContractUse reader) {
        ContractSpec counted = reader.contract();
        if (promised == null || counted == null) {
            return Optional.empty();
        }
        List<Contract.Break> breaks = breaks(counted, promised);
        return breaks.isEmpty()
                ? Optional.empty()
                : Optional.of(new BrokenContract(
                        producer,
                        promised.dataset(),
                        reader.dagId(),
                        reader.taskId(),
                        breaks.stream().map(Contract.Break::toString).collect(Collectors.joining("; "))));
    }

    private static boolean writes(DagGraph graph, String dataset) {
        return graph.tasks().stream()
                .flatMap(task -> task.given().stream())
                .anyMatch(given -> given.kind().isWritten() && given.dataset().equals(dataset));
    }

    private static Stream<ContractUse> readers(DagGraph graph, ContractSpec counted) {
        return graph.tasks().stream()
                .filter(task -> task.given().stream()
                        .anyMatch(given ->
                                given.kind().isRead() && given.dataset().equals(counted.dataset())))
                .map(task -> new ContractUse(false, graph.dagId(), task.taskId(), counted));
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
