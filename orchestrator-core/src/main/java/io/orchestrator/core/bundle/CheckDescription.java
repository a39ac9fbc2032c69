package io.orchestrator.core.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.jspecify.annotations.Nullable;

/** Turns each described DAG that may not be taken into an error of its source; the others stay. */
final class CheckDescription {

    private static final int LONGEST_SOURCE = 1_000;
    private static final int LONGEST_MESSAGE = 8_000;
    private static final int LONGEST_DETAIL = 64 * 1024;

    private final DagCheck dagCheck;

    CheckDescription(DagCheck dagCheck) {
        this.dagCheck = dagCheck;
    }

    /**
     * @param bundle its name; it stands for a source that is not named
     * @param takenByOthers for DAG ids the bundle that has them already, where it is another one
     */
    BundleDescription check(
            String bundle,
            BundleDescription description,
            Function<Collection<String>, Map<String, String>> takenByOthers) {
        List<DescribeError> errors = new ArrayList<>(description.errors());
        List<DescribedDag> right = onlyUnique(onlyRight(description.dags(), errors), errors);
        Map<String, String> taken = takenByOthers.apply(
                right.stream().map(dag -> dag.graph().dagId()).toList());
        List<DescribedDag> own = new ArrayList<>();
        for (DescribedDag dag : right) {
            String other = taken.get(dag.graph().dagId());
            if (other == null) {
                own.add(dag);
            } else {
                errors.add(error(
                        dag,
                        "The DAG id '%s' belongs to the bundle '%s'. Give this DAG another id, or remove the other one first."
                                .formatted(dag.graph().dagId(), other)));
            }
        }
        return new BundleDescription(own, onePerSource(bundle, errors));
    }

    private List<DescribedDag> onlyRight(List<DescribedDag> dags, List<DescribeError> errors) {
        List<DescribedDag> right = new ArrayList<>();
        for (DescribedDag dag : dags) {
            List<String> faults = Objects.isNull(dag.graph()) || Objects.isNull(dag.source())
                    ? List.of("The description of this DAG has no graph, or does not name its source.")
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

    private static List<DescribeError> onePerSource(String bundle, List<DescribeError> errors) {
        Set<String> sources = new HashSet<>();
        return errors.stream()
                .map(error -> new DescribeError(
                        storable(error.source(), bundle, LONGEST_SOURCE),
                        storable(error.message(), "The runner gave no reason.", LONGEST_MESSAGE),
                        storable(error.detail(), "", LONGEST_DETAIL)))
                .filter(error -> sources.add(error.source()))
                .toList();
    }

    /** User code may have thrown a message of any length with any character; PostgreSQL takes no zero character. */
    private static String storable(@Nullable String text, String otherwise, int longest) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        String shortened = text.length() > longest ? text.substring(0, longest) + " ..." : text;
        return new String(shortened.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD');
    }

    private static DescribeError error(DescribedDag dag, String message) {
        return new DescribeError(dag.source(), message, "");
    }
}
