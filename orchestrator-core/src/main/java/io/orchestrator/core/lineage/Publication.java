package io.orchestrator.core.lineage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that somebody has published although a check did not pass.
 *
 * @param attemptId which has written it
 * @param by who has published it
 * @param reason for that, or null: none was given
 */
public record Publication(
        long versionId,
        UUID attemptId,
        Instant at,
        String by,
        @Nullable String reason,
        TaskRun.Written version) implements LineageNews {}
