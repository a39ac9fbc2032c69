package io.orchestrator.core.given;

import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.NotifySpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says which connections and variables DAGs declare that are not there, before a task fails for it. */
public final class GivenWarnings {

    private static final String LOG = "log";

    private final Givens givens;

    public GivenWarnings(Givens givens) {
        this.givens = givens;
    }

    /** A sentence for each, with the DAG's id. */
    public List<String> of(BundleDescription bundle) {
        return bundle.dags().stream()
                .flatMap(dag -> of(dag.graph()).stream()
                        .map(sentence -> "DAG " + dag.graph().dagId() + ": " + sentence))
                .toList();
    }

    /** A sentence for each that is not defined or cannot be decrypted. */
    public List<String> of(DagGraph graph) {
        Set<GivenSpec> wanted = new LinkedHashSet<>();
        for (TaskSpec task : graph.tasks()) {
            wanted.addAll(task.given());
        }
        for (NotifySpec spec : graph.notifications()) {
            if (!spec.channel().equals(LOG)) {
                wanted.add(new GivenSpec(GivenSpec.Kind.CONNECTION, spec.channel()));
            }
        }
        List<String> warnings = new ArrayList<>();
        wanted.forEach(spec -> warn(spec, warnings));
        return warnings;
    }

    private void warn(GivenSpec spec, List<String> warnings) {
        try {
            switch (spec.kind()) {
                case CONNECTION -> givens.connection(spec.name());
                case VARIABLE -> givens.variable(spec.name());
            }
        } catch (GivenUnavailable e) {
            warnings.add(String.valueOf(e.getMessage()));
        }
    }
}
