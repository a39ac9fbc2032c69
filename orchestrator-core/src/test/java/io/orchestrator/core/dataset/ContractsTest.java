package io.orchestrator.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom the contract of a bundle that is deployed would break. */
class ContractsTest {

    private static ContractSpec delay(String type) {
        return new ContractSpec("features", List.of(new ContractSpec.Column("delay", type, false)), List.of());
    }

    private static List<String> broken(ContractSpec promised, ContractUse... inForce) {
        return broken("makes", "make", GivenSpec.Kind.DATASET_WRITE, promised, inForce);
    }

    private static List<String> broken(
            String dagId, String taskId, GivenSpec.Kind kind, ContractSpec contract, ContractUse... inForce) {
        DagGraph graph = DagGraph.builder(dagId)
                .tasks(TaskSpec.builder(taskId)
                        .given(List.of(GivenSpec.dataset(kind, "features", null)))
                        .build())
                .contracts(List.of(contract))
                .build();
        return Contracts.broken(
                        new BundleDescription(List.of(new DescribedDag("C", graph)), List.of()),
                        dataset -> List.of(inForce))
                .stream()
                .map(BrokenContract::toString)
                .toList();
    }

    private static ContractUse reads(String dagId, @Nullable ContractSpec counted) {
        return new ContractUse(false, dagId, "train", counted);
    }

    @Test
    void whoCountsOnWhatIsNotPromisedAnyMoreIsNamed() {
        assertThat(broken(delay("VARCHAR"), reads("trains", delay("INTEGER")), reads("draws", delay("VARCHAR"))))
                .containsExactly("What makes promises of dataset 'features' breaks what trains.train counts on:"
                        + " column 'delay': found VARCHAR without nulls, expected INTEGER without nulls");
    }

    @Test
    void ofWhomNothingIsKnownNothingIsSaid() {
        assertThat(broken(delay("INTEGER"), reads("trains", null))).isEmpty();
    }

    @Test
    void whoIsDeployedAndCountsOnMoreThanIsPromisedIsNamedAsWell() {
        ContractUse promises = new ContractUse(true, "makes", "make", delay("VARCHAR"));

        assertThat(broken("trains", "train", GivenSpec.Kind.DATASET, delay("INTEGER"), promises))
                .singleElement()
                .asString()
                .startsWith("What makes promises of dataset 'features' breaks what trains.train counts on: ");
        assertThat(broken("trains", "train", GivenSpec.Kind.DATASET, delay("VARCHAR"), promises))
                .isEmpty();
    }

    @Test
    void whatIsDeployedTogetherFitsItself() {
        assertThat(broken(delay("VARCHAR"), reads("makes", delay("INTEGER")))).isEmpty();
    }
}
