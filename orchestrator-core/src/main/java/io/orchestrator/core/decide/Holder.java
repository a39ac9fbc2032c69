package io.orchestrator.core.decide;

/** Whose a place at a worker is, when places are shared out. */
public record Holder(WorkClass work, String dagId) {}
