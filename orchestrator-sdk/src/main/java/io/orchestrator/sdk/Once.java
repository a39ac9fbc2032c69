package io.orchestrator.sdk;

/** One run, at the start date or, without one, at activation. */
public record Once() implements Schedule {}
