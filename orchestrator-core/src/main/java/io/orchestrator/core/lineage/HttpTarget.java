package io.orchestrator.core.lineage;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Posts each event to an address, as OpenLineage's HTTP transport does. */
public final class HttpTarget implements LineageTarget {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FIRST_ERROR = 300;
    private static final int LONGEST_ERROR = 500;

    private final URI address;
    private final @Nullable String apiKey;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param address such as {@code http://marquez:5000/api/v1/lineage}
     * @param apiKey shown as a bearer token, or null: none
     */
    public HttpTarget(URI address, @Nullable String apiKey) {
        this.address = address;
        this.apiKey = apiKey;
    }

    @Override
    public void send(List<ObjectNode> events) throws IOException, InterruptedException {
        for (ObjectNode event : events) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(event)));
            if (apiKey != null) {
                request.header("Authorization", "Bearer " + apiKey);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                String body = answer.body();
                throw new IOException("%s answered %d: %s"
                        .formatted(
                                address,
                                answer.statusCode(),
                                body.substring(0, Math.min(body.length(), LONGEST_ERROR))));
            }
        }
    }
}
