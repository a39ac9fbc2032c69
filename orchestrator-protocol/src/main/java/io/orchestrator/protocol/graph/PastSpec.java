package io.orchestrator.protocol.graph;

/**
 * That a task starts only once it has succeeded, or was skipped, in the run before.
 *
 * @param waitForDownstream the tasks that follow it directly must have done so too
 * @param beforeSkipping the task is not even skipped before that
 */
public record PastSpec(boolean waitForDownstream, boolean beforeSkipping) {}
