package io.orchestrator.bench.proxy;

/** Which way bytes go. */
public enum Direction {
    /** From the one that connected. */
    REQUESTS,
    /** To the one that connected. */
    ANSWERS
}
