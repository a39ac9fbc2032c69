package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.sdk.Dag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks each DAG source of a bundle for its DAG; what is wrong with one harms no other. */
final class BundleDescriber {

    private final Map<String, List<DescribedDag>> byId = new LinkedHashMap<>();
    private final List<DescribeError> errors = new ArrayList<>();

    private final FirstSlots slots;

    private BundleDescriber(Instant now) {
        this.slots = new FirstSlots(now);
    }

    static BundleDescription describe(List<Path> jars, Instant now) throws InterruptedException {
        BundleDescriber describer = new BundleDescriber(now);
        describer.describeAll(jars);
        return describer.result();
    }

    private void describeAll(List<Path> jars) {
        String names = String.join(
                ", ", jars.stream().map(jar -> jar.getFileName().toString()).toList());
        try {
            List<String> sources = DagSources.scan(jars);
            sources.forEach(this::describe);
            if (byId.isEmpty() && errors.isEmpty()) {
                errors.add(new DescribeError(
                        names,
                        "No DAG was found in " + names + "; add a public class that implements DagSource and has a"
                                + " public constructor without parameters",
                        ""));
            }
        } catch (IOException e) {
            errors.add(new DescribeError(names, String.valueOf(e.getMessage()), ""));
        }
    }

    private void describe(String source) {
        try {
            Dag dag = new DagSourceClass(source).dag(BundleDescriber.class.getClassLoader());
            if (dag != null) {
                DagGraph graph = DagGraphs.of(dag);
                requireBearable(source, graph);
                slots.ask(source, dag.id(), dag.timing());
                byId.computeIfAbsent(dag.id(), id -> new ArrayList<>()).add(new DescribedDag(source, graph));
            }
        } catch (DagSourceException e) {
            errors.add(new DescribeError(source, String.valueOf(e.getMessage()), detail(e.getCause())));
        }
    }

    private static void requireBearable(String source, DagGraph graph) throws DagSourceException {
        int size = Json.MAPPER.writeValueAsBytes(graph).length;
        if (size > Limits.DAG_GRAPH) {
            throw new DagSourceException(
                    "DAG '" + graph.dagId() + "' of " + source + " has a graph of " + size + " bytes, more than the "
                            + Limits.DAG_GRAPH + " allowed; split it into several DAGs",
                    null);
        }
    }

    private static String detail(@Nullable Throwable thrown) {
        return thrown == null ? "" : Throwables.trace(thrown);
    }

    private BundleDescription result() throws InterruptedException {
        List<DescribedDag> dags = new ArrayList<>();
        byId.forEach((id, described) -> {
            if (described.size() == 1) {
                dags.add(described.getFirst());
            } else {
                refuseTwins(id, described);
            }
        });
        return new BundleDescription(slots.addTo(dags), errors);
    }

    private void refuseTwins(String id, List<DescribedDag> twins) {
        String names =
                String.join(" and ", twins.stream().map(DescribedDag::source).toList());
        for (DescribedDag twin : twins) {
            errors.add(new DescribeError(
                    twin.source(),
                    "The DAG id '" + id + "' is defined by " + names + "; give each DAG an id of its own",
                    ""));
        }
    }
}
