package io.orchestrator.core.feature;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The features of one entity in one view.
 *
 * @param entity its key
 * @param eventTime when that was so
 * @param expiresAt from when on it is not told any more, or null: it stays true
 * @param features an object: a value for each feature
 */
public record OnlineValue(
        String entity, Instant eventTime, @Nullable Instant expiresAt, JsonNode features) {}
