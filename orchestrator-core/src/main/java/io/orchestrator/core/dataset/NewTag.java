package io.orchestrator.core.dataset;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version gets a tag that another one may have had.
 *
 * @param number which version, or null: that which the attempt has published
 * @param runKey the run by which
 * @param by for people
 */
public record NewTag(
        String dataset, String tag, @Nullable Long number, UUID attemptId, long runKey, String by, Instant at) {}
