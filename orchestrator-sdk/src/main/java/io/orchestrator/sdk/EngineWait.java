package io.orchestrator.sdk;

/** What the engine does without a worker. */
public sealed interface EngineWait permits Until, OtherRun, TriggerRun {}
