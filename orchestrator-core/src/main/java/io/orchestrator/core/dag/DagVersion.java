package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;

/**
 * A distinct graph of a DAG.
 *
 * @param version from 1, without gaps
 * @param graphHash SHA-256 of the graph's canonical JSON, in hexadecimal
 */
public record DagVersion(String dagId, int version, String graphHash, DagGraph graph) {}
