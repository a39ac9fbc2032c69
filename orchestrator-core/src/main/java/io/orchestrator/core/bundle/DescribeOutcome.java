package io.orchestrator.core.bundle;

import io.orchestrator.protocol.graph.BundleDescription;

/** How describing a bundle in a child JVM ended. */
public sealed interface DescribeOutcome {

    /** The child JVM gave a description; its graphs are not checked yet. */
    record Described(BundleDescription description) implements DescribeOutcome {}

    /**
     * The child JVM gave none.
     *
     * @param reason what was found, what was expected, what to do
     * @param detail the end of what it printed
     */
    record Failed(String reason, String detail) implements DescribeOutcome {}
}
