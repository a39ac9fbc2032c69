package io.orchestrator.core.bundle;

import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleManifest;
import java.util.List;

/**
 * What came of deploying a bundle.
 *
 * @param accepted true: the build's good DAGs are in force; false: nothing is, what was in force before stays
 * @param dagIds the DAGs in force, in the order in which they were described
 * @param errors what was written as import errors
 */
public record Deployment(BundleManifest manifest, boolean accepted, List<String> dagIds, List<DescribeError> errors) {

    public Deployment {
        dagIds = List.copyOf(dagIds);
        errors = List.copyOf(errors);
    }
}
