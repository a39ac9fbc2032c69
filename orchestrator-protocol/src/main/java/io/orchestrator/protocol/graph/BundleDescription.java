package io.orchestrator.protocol.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What describing a bundle gives: the DAGs that are right, and a sentence for each that is not.
 *
 * @param errors one for each DAG source that could not be described; such a DAG keeps its last good version
 */
public record BundleDescription(List<DescribedDag> dags, List<DescribeError> errors) {

    public BundleDescription {
        dags = dags == null ? List.of() : List.copyOf(dags);
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /**
     * @param source the class that defines the DAG
     * @param slots of a timetable in Java the first ones; null: it has none
     */
    public record DescribedDag(
            String source, DagGraph graph, @Nullable SlotAnswer slots) {

        /** One without a timetable in Java. */
        public DescribedDag(String source, DagGraph graph) {
            this(source, graph, null);
        }
    }

    /**
     * @param source the class that should define a DAG
     * @param message what was found, what was expected, what to do
     * @param detail a stack trace for the author, or the empty string
     */
    public record DescribeError(String source, String message, String detail) {}
}
