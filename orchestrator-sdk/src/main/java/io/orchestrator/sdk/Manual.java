package io.orchestrator.sdk;

/** Only people and the API start runs. The default. */
public record Manual() implements Schedule {}
