package io.orchestrator.sdk;

/** The next run is due as soon as the one before has ended. The DAG then has one run at a time. */
public record Continuous() implements Schedule {}
