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
        DagGraph graph = DagGraph.builder("makes")
                .tasks(TaskSpec.builder("make")
                        .given(List.of(GivenSpec.dataset(GivenSpec.Kind.DATASET_WRITE, "features", null)))
                        .build())
                .contracts(List.of(promised))
                .build();
        return Contracts.broken(
                new BundleDescription(List.of(new DescribedDag("C", graph)), List.of()), dataset -> List.of(inForce));
    }

    private static ContractUse reads(String dagId, @Nullable ContractSpec counted) {
        return new ContractUse(false, dagId, "train", counted);
    }

    @Test
    void whoCountsOnWhatIsNotPromisedAnyMoreIsNamed() {
        assertThat(broken(delay("VARCHAR"), reads("trains", delay("INTEGER")), reads("draws", delay("VARCHAR"))))
                .containsExactly("DAG makes: what it promises of dataset 'features' breaks what trains.train counts on:"
                        + " column 'delay': found VARCHAR without nulls, expected INTEGER without nulls");
    }

    @Test
    void whoSaysNothingCountsOnWhatWasPromisedBefore() {
        ContractUse before = new ContractUse(true, "makes", "make", delay("BIGINT"));
        assertThat(broken(delay("INTEGER"), before, reads("trains", null))).hasSize(1);
        assertThat(broken(delay("BIGINT"), before, reads("trains", null))).isEmpty();
        assertThat(broken(delay("INTEGER"), reads("trains", null))).isEmpty();
    }

    @Test
    void whatIsDeployedTogetherFitsItself() {
        assertThat(broken(delay("VARCHAR"), reads("makes", delay("INTEGER")))).isEmpty();
    }
}
