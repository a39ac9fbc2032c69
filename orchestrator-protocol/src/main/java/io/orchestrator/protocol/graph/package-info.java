/** The DAG graph: what describing a bundle gives, what a DAG version stores, what the engine decides on. */
@NullMarked
package io.orchestrator.protocol.graph;

import org.jspecify.annotations.NullMarked;
