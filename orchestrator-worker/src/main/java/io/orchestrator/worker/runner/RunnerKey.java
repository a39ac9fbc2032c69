package io.orchestrator.worker.runner;

import io.orchestrator.protocol.graph.RunnerSpec;

/** What makes two runners interchangeable: the same code in the same kind of JVM. */
public record RunnerKey(String build, RunnerSpec spec) {}
