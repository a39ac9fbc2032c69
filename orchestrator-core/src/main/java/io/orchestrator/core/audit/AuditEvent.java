package io.orchestrator.core.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One deed.
 *
 * @param actor a user's name, or what acted in the engine
 * @param action a verb and a noun, as in {@code run.trigger}
 * @param detail an object
 */
public record AuditEvent(
        UUID id,
        Instant at,
        String actor,
        String action,
        @Nullable String dagId,
        @Nullable String runId,
        @Nullable String taskId,
        JsonNode detail) {}
