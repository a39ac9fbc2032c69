package io.orchestrator.core.dag.bundle;

import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Turns each described DAG that may not be taken into an error of its source; the others stay. */
final class CheckDescription {

    private final DagCheck dagCheck;

    CheckDescription(DagCheck dagCheck) {
        this.dagCheck = dagCheck;
    }

    /**
     * @param takenByOthers for DAG ids the bundle that has them already, where it is another one
     */
    BundleDescription check(
            BundleDescription description, Function<Collection<String>, Map<String, String>> takenByOthers) {
        List<DescribeError> errors = new ArrayList<>(description.errors());
        List<DescribedDag> right = onlyUnique(onlyRight(description.dags(), errors), errors);
        Map<String, String> taken = takenByOthers.apply(
                right.stream().map(dag -> dag.graph().dagId()).toList());
        List<DescribedDag> own = new ArrayList<>();
        for (DescribedDag dag : right) {
            String bundle = taken.get(dag.graph().dagId());
            if (bundle == null) {
                own.add(dag);
            } else {
                errors.add(error(
                        dag,
                        "The DAG id '%s' belongs to the bundle '%s'. Give this DAG another id, or remove the other one first."
                                .formatted(dag.graph().dagId(), bundle)));
            }
        }
        return new BundleDescription(own, onePerSource(errors));
    }

    private List<DescribedDag> onlyRight(List<DescribedDag> dags, List<DescribeError> errors) {
        List<DescribedDag> right = new ArrayList<>();
        for (DescribedDag dag : dags) {
            List<String> faults = Objects.isNull(dag.graph())
                    ? List.of("The description of this DAG has no graph.")
                    : dagCheck.check(dag.graph());
            if (faults.isEmpty()) {
                right.add(dag);
            } else {
                errors.add(error(dag, String.join("\n", faults)));
            }
        }
        return right;
    }

    private static List<DescribedDag> onlyUnique(List<DescribedDag> dags, List<DescribeError> errors) {
        Set<String> ids = new HashSet<>();
        List<DescribedDag> unique = new ArrayList<>();
        for (DescribedDag dag : dags) {
            if (ids.add(dag.graph().dagId())) {
                unique.add(dag);
            } else {
                errors.add(error(
                        dag,
                        "The DAG id '%s' is defined twice in this bundle; the other one counts. Give this DAG another id."
                                .formatted(dag.graph().dagId())));
            }
        }
        return unique;
    }

    private static List<DescribeError> onePerSource(List<DescribeError> errors) {
        Set<String> sources = new HashSet<>();
        return errors.stream().filter(error -> sources.add(error.source())).toList();
    }

    private static DescribeError error(DescribedDag dag, String message) {
        return new DescribeError(dag.source(), message, "");
    }
}
