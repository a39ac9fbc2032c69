package io.orchestrator.web.monitor;

/**
 * A drawn graph.
 *
 * @param svg markup, or empty: the DAG has no tasks, or too many to be drawn
 * @param tasks how many there are
 * @param address where it is, as it is folded
 */
public record GraphView(String svg, int tasks, String address) {}
