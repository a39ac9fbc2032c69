package io.orchestrator.web.lineage;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events of OpenLineage go; without an address and a file there are none.
 *
 * @param url that events are posted to, such as {@code http://marquez:5000/api/v1/lineage}, or an address of a transport
 * @param file that events are appended to, a line each
 * @param jars a folder with the jars of a transport, such as integration-lineage-kafka; it needs an address that the transport knows
 * @param properties of the transport's client
 * @param apiKey shown to the address as a bearer token
 * @param namespace of jobs and datasets: what tells this installation from others
 * @param producer an address that says who made the events
 */
@ConfigurationProperties("orchestrator.lineage")
public record LineageSettings(
        @Nullable URI url,
        @Nullable Path file,
        @Nullable Path jars,
        @DefaultValue Map<String, String> properties,
        @Nullable String apiKey,
        @DefaultValue("orchestrator") String namespace,
        @DefaultValue("urn:orchestrator") String producer) {

    public LineageSettings {
        if (url != null && file != null) {
            throw new IllegalArgumentException(
                    "orchestrator.lineage.url and orchestrator.lineage.file are both set: expected one of them");
        }
        if (url != null && jars == null && !isHttp(url)) {
            throw new IllegalArgumentException(
                    "orchestrator.lineage.url is '%s': expected an address that begins with http, or orchestrator.lineage.jars with a transport"
                            .formatted(url));
        }
        if (jars != null && url == null) {
            throw new IllegalArgumentException(
                    "orchestrator.lineage.jars is set without orchestrator.lineage.url: expected the address that its transport sends to");
        }
    }

    private static boolean isHttp(URI url) {
        return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    }

    boolean isOn() {
        return url != null || file != null;
    }
}
