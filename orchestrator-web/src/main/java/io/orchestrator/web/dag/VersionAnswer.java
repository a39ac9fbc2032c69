package io.orchestrator.web.dag;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A DAG version, as the API gives it. */
public record VersionAnswer(
        UUID id,
        int versionNumber,
        String dagId,
        String dagDisplayName,
        @Nullable String bundleName,
        @Nullable String bundleVersion,
        @Nullable String bundleUrl,
        Instant createdAt) {}
