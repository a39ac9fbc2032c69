package io.orchestrator.web.trace;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces of runs go.
 *
 * @param endpoint of a collector that takes OTLP as JSON over HTTP, such as {@code http://localhost:4318/v1/traces}; null: nowhere
 * @param service what the collector calls this installation
 */
@ConfigurationProperties("orchestrator.traces")
record TraceSettings(
        @Nullable URI endpoint,
        @DefaultValue("orchestrator") String service) {}
