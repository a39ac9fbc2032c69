package io.orchestrator.sdk;

/** How priorities of tasks become the order in which those that could start do. */
public enum WeightRule {
    /** A task counts with its own priority and those of all tasks after it: long chains start early. The default. */
    DOWNSTREAM,
    /** With its own and those of all tasks before it: what was begun is finished first. */
    UPSTREAM,
    /** With its own alone. */
    ABSOLUTE
}
