package io.orchestrator.core.output;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a successful attempt returned; an attempt without one returned null. */
public record TaskOutput(long runKey, UUID attemptId, JsonNode value) {}
