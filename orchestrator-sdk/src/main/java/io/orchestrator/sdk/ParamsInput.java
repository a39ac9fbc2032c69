package io.orchestrator.sdk;

/** The params of the run as an object. */
record ParamsInput<P extends Record>(DagBuilder dag, Class<P> type) implements Input<P> {}
