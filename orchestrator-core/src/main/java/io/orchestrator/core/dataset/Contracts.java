package io.orchestrator.core.dataset;

import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.DatasetVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says whom the contracts of a bundle would break. Pure. */
public final class Contracts {

    private Contracts() {}

    /**
     * What readers would miss in what is promised; empty: nothing. Who says himself what he counts on is asked that; of others it is
     * what has been promised so far. DAGs that are deployed together fit each other.
     *
     * @param inForce who writes and reads a dataset now
     */
    public static List<BrokenContract> broken(BundleDescription bundle, Function<String, List<ContractUse>> inForce) {
        Set<String> own =
                bundle.dags().stream().map(dag -> dag.graph().dagId()).collect(Collectors.toCollection(HashSet::new));
        List<BrokenContract> broken = new ArrayList<>();
        for (BundleDescription.DescribedDag dag : bundle.dags()) {
            for (ContractSpec contract : dag.graph().contracts()) {
                List<ContractUse> uses = inForce.apply(contract.dataset());
                List<ContractUse> others =
                        uses.stream().filter(use -> !own.contains(use.dagId())).toList();
                if (writes(dag.graph(), contract.dataset())) {
                    ContractSpec before = before(dag.graph(), uses);
                    others.stream()
                            .filter(use -> !use.writes())
                            .forEach(reader -> add(
                                    broken,
                                    dag.graph().dagId(),
                                    contract,
                                    reader.contract() == null ? reader.counting(before) : reader));
                } else {
                    others.stream()
                            .filter(use -> use.writes() && use.contract() != null)
                            .forEach(producer -> readers(dag.graph(), contract)
                                    .forEach(reader -> add(
                                            broken,
                                            producer.dagId(),
                                            Objects.requireNonNull(producer.contract()),
                                            reader)));
                }
            }
        }
        return broken.stream().distinct().toList();
    }

    private static void add(List<BrokenContract> broken, String producer, ContractSpec promised, ContractUse reader) {
        List<Contract.Break> breaks = reader.contract() == null ? List.of() : breaks(reader.contract(), promised);
        if (!breaks.isEmpty()) {
            broken.add(new BrokenContract(
                    producer,
                    promised.dataset(),
                    reader.dagId(),
                    reader.taskId(),
                    breaks.stream().map(Contract.Break::toString).collect(Collectors.joining("; "))));
        }
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
