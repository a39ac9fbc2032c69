package io.orchestrator.web.lineage;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events of OpenLineage go; without an address and a file there are none.
 *
 * @param url that events are posted to, such as {@code http://marquez:5000/api/v1/lineage}
 * @param file that events are appended to, a line each
 * @param apiKey shown to the address as a bearer token
 * @param namespace of jobs and datasets: what tells this installation from others
 * @param producer an address that says who made the events
 */
@ConfigurationProperties("orchestrator.lineage")
public record LineageSettings(
        @Nullable URI url,
        @Nullable Path file,
        @Nullable String apiKey,
        @DefaultValue("orchestrator") String namespace,
        @DefaultValue("urn:orchestrator") String producer) {

    public LineageSettings {
        if (url != null && file != null) {
            throw new IllegalArgumentException(
                    "orchestrator.lineage.url and orchestrator.lineage.file are both set: expected one of them");
        }
        if (url != null && !"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException(
                    "orchestrator.lineage.url is '%s': expected an address that begins with http".formatted(url));
        }
    }

    boolean isOn() {
        return url != null || file != null;
    }
}
