package io.orchestrator.core.notify;

import io.orchestrator.protocol.graph.NoticeKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that one channel is told.
 *
 * @param id the same at each delivery: who gets it twice can tell
 * @param channel {@code log}, or the id of a connection
 * @param mapIndex -1: it is about no item of a mapped task
 * @param title one sentence
 * @param detail an object
 */
public record Notice(
        UUID id,
        Instant at,
        NoticeKind kind,
        String channel,
        @Nullable String dagId,
        @Nullable String runId,
        @Nullable String taskId,
        int mapIndex,
        String title,
        JsonNode detail) {}
